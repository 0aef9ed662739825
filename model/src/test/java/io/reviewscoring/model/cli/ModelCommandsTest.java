package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Wide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCommandsTest {
  private static final String SMALL = Path.of("bundles", "small.zip").toString();

  @TempDir Path folder;

  private static Run words(String line) {
    return Run.of(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tune",
        "evaluate",
        "evaluate --data",
        "evaluate --data x --contrasts",
        "evaluate --contrasts --export x",
        "evaluate --data x --split third",
        "train --data x --out y --preset huge",
        "train --data x --out y --tokenizer wordpiece",
        "train --data x --out no/such/folder/y.zip",
        "train --data x --out y --seed many",
        "predict --explian",
        "predict --explain --words 0 fine",
        "predict --words 3 fine",
        "predict --explain --words few fine",
        "predict --explain-tokens --json fine",
        "inspect one two",
        "goldens",
        "inspect --model bundles/small.zip bundles/small.zip"
      })
  void wrongUsageIsOneLineAndExitCodeTwo(String line) {
    Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate --dta x", "train --dta=x --out y", "train --data x --uot y"})
  void aMisspeltOptionIsNamedBeforeTheOneThatIsMissing(String line) {
    Run run = words(line);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .hasLineCount(1)
        .containsPattern("Unknown option.*--(dta|uot)")
        .containsPattern("evaluate|issing.*--(data|out)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "inspect", "goldens", "import"})
  void everyCommandExplainsItself(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: review-scoring " + command).contains("--help");
    assertThat(Run.of("--help").out()).contains(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict --model missing fine",
        "inspect --model missing",
        "inspect missing",
        "goldens --model missing --out m.zip",
        "evaluate --data missing",
        "evaluate --model missing --data .",
        "train --data missing --out m.zip",
        "train --data . --vectors missing --out m.zip"
      })
  void aFileThatIsNotThereIsOneLineAndExitCodeTwo(String line) {
    Run run = words(line);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("review-scoring " + line.split(" ", -1)[0] + ": missing: no such file")
        .hasLineCount(1);
  }

  @Test
  void aFileThatIsNoBundleIsOneLineAndExitCodeTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("text.zip"), "no zip at all");
    Run run = Run.of("inspect", "--model", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains(file + ": ").doesNotContain("Exception");
  }

  @Test
  void inspectTakesTheBundleWithOrWithoutTheOptionsName() {
    Run run = Run.of("inspect", SMALL);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(Run.of("inspect", "--model", SMALL).out());
  }

  @Test
  void dataWithoutTheUnlabelledReviewsThatAPresetNeedsIsOneLine() throws IOException {
    Map<String, String> files = SyntheticImdb.files(2, 3);
    files.keySet().removeIf(path -> path.startsWith("train/unsup/"));
    Path data = SyntheticImdb.archive(folder, files);
    String out = folder.resolve("m.zip").toString();
    Run run = Run.of("train", "--data", data.toString(), "--preset", "accurate", "--out", out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains(data + ": no unlabelled reviews under train/unsup, which preset accurate needs");
  }

  @Test
  void vectorsInAnotherFormatAreOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("words.vec"), "no vectors\n");
    String out = folder.resolve("m.zip").toString();
    Run run = Run.of("train", "--data", "x", "--vectors", file.toString(), "--out", out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains(file + ": line 1: not 'WORDS WIDTH'");
  }

  @Test
  void trainWritesTheBundleAndBesideItAReport() throws IOException {
    Path data = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    Path bundle = folder.resolve("mine.zip");
    Run run =
        Run.of("train", "--preset", "small", "--data", data.toString(), "--out", bundle.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("validation  accuracy", bundle + ": small-1")
        .contains("Report, with the worst mistakes word for word: " + folder.resolve("mine.html"));
    assertThat(bundle).isNotEmptyFile();
    assertThat(folder.resolve("mine.html"))
        .content()
        .contains("small-1", "40 test reviews", "6 validation reviews");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text,label\nfine,1\n", "\"fine, really\";1\n", "label\ttext\n1\tfine\n"})
  void aFileThatLooksLikeCsvIsSaidToAndWhatIsRead(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv"), content);
    Path out = folder.resolve("m.zip");
    for (Run run :
        List.of(
            Run.of("evaluate", "--model", SMALL, "--data", file.toString()),
            Run.of("train", "--preset=small", "--data=" + file, "--out=" + out))) {
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.err())
          .hasLineCount(1)
          .contains(file + ": line 1: not JSON; it looks like CSV. What is read is a JSON object")
          .contains("{\"text\":\"…\",\"label\":\"pos\"}");
    }
  }

  @Test
  void inspectShowsLayersThresholdsAndOrigin() {
    Run run = Run.of("inspect", "--model", SMALL);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("embedding", "convolution", "pooling", "lstm", "dense", "total")
        .contains("sha256", "NEGATIVE below", "preset", "data sha256", "test.accuracy")
        .contains("weights.safetensors");
  }

  @Test
  void inspectAndPredictKnowTheWidePartAndTheBands() throws Exception {
    ModelBundle bundle =
        RandomModels.calibrated(
            RandomModels.bundle(
                RandomModels.architecture(30, 12, 5, 3, 3, 2, 7).with(new Wide(3, 12, 1400)), 1),
            0,
            1200);
    Path file = folder.resolve("wide.zip");
    BundleWriter.write(bundle, file);

    assertThat(Run.of("inspect", file.toString()).out())
        .contains("ngrams        1 to 3 words of 1400    4096 ", " 4,097")
        .contains("labels      from 0 tokens on NEGATIVE below 0.3, POSITIVE from 0.6;")
        .contains(
            "            from 1,200 tokens on NEGATIVE below 0.3, POSITIVE from 0.6, else UNCERTAIN;"
                + " UNCERTAIN with fewer than 2 known tokens");
    String words = "w3 none w4 ".repeat(400);
    assertThat(Run.of("predict", "--model", file.toString(), words).out())
        .contains("\"tokens\":1200,\"knownTokens\":8,\"truncated\":false");
  }

  @Test
  void goldensChangesNothingInAShippedBundle() throws Exception {
    Path out = folder.resolve("again.zip");
    Run run = Run.of("goldens", "--model", SMALL, "--out", out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(out + ": reviews-small-1, 102 golden cases, ");
    assertThat(out).hasBinaryContent(BundleWriter.bytes(BundleReader.read(Path.of(SMALL))));
  }
}
