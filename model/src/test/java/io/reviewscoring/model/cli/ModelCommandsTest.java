package io.reviewscoring.model.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReviews;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.fixture.JavaCommand;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Wide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCommandsTest {

  private static final String SMALL = Path.of("bundles", "small.zip").toString();

  @TempDir Path folder;

  private static Run run(String... args) {
    return Run.of(args);
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
    Run run = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate --dta x", "train --dta=x --out y", "train --data x --uot y"})
  void aMisspeltOptionIsNamedBeforeTheOneThatIsMissing(String line) {
    Run run = run(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .hasLineCount(1)
        .containsPattern("Unknown option.*--(dta|uot)")
        .containsPattern("evaluate|issing.*--(data|out)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "inspect", "goldens", "import"})
  void everyCommandExplainsItself(String command) {
    Run run = run(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: review-scoring " + command).contains("--help");
    assertThat(run("--help").out()).contains(command);
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
    Run run = run(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("review-scoring " + line.split(" ", -1)[0] + ": missing: no such file")
        .hasLineCount(1);
  }

  @Test
  void aFileThatIsNoBundleIsOneLineAndExitCodeTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("text.zip"), "no zip at all");
    Run run = run("inspect", "--model", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains(file + ": ").doesNotContain("Exception");
  }

  @Test
  void inspectTakesTheBundleWithOrWithoutTheOptionsName() {
    Run run = run("inspect", SMALL);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(run("inspect", "--model", SMALL).out());
  }

  @Test
  void dataWithoutTheUnlabelledReviewsThatAPresetNeedsIsOneLine() throws IOException {
    Map<String, String> files = SyntheticImdb.files(2, 3);
    files.keySet().removeIf(path -> path.startsWith("train/unsup/"));
    Path data = SyntheticImdb.archive(folder, files);
    String out = folder.resolve("m.zip").toString();
    Run run = run("train", "--data", data.toString(), "--preset", "accurate", "--out", out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains(data + ": no unlabelled reviews under train/unsup, which preset accurate needs");
  }

  @Test
  void vectorsInAnotherFormatAreOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("words.vec"), "no vectors\n");
    String out = folder.resolve("m.zip").toString();
    Run run = run("train", "--data", "x", "--vectors", file.toString(), "--out", out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains(file + ": line 1: not 'WORDS WIDTH'");
  }

  @Test
  void predictWritesAJsonObjectForEachText() throws IOException {
    Run run = run("predict", "--model", SMALL, "A wonderful, moving film", "zzqx", "");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(run.exitCode()).isZero();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "text", "score", "label", "tokens", "knownTokens", "truncated", "modelVersion");
    assertThat(lines.get(0).get("score").doubleValue()).isBetween(0.5, 1.0);
    assertThat(lines.get(0).get("tokens").intValue()).isEqualTo(4);
    assertThat(lines.get(1).get("knownTokens").intValue()).isZero();
    assertThat(lines.get(1).get("label").textValue()).isEqualTo("UNCERTAIN");
    assertThat(lines.get(2).get("tokens").intValue()).isZero();
  }

  @Test
  void anExplainedTextShowsItsWordsWithSigns() throws IOException {
    Run run = run("predict", "--model", SMALL, "--explain", "--words=3", "A great, great film.");
    assertThat(run.out().lines().toList().subList(0, 3))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("text:   A great, great film."),
            line -> assertThat(line).matches("score: {2}0\\.\\d+, [A-Z]+"),
            line -> assertThat(line).matches("words: {2}\\+0\\.\\d{4} {2}great"));
    assertThat(run("predict", "--model", SMALL, "--explain", "zzqx").out())
        .contains("words:  none moves the score");
  }

  @Test
  void anExplanationIsAlsoToBeHadAsJson() throws IOException {
    String text = "A great film with an awful end.";
    Run run = run("predict", "--model", SMALL, "--explain", "--json", "--words=2", text);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("evidence")).hasSize(2);
    for (JsonNode each : json.get("evidence")) {
      boolean praise = each.get("word").textValue().equals("great");
      assertThat(each.get("effect").floatValue() > 0).as(run.out()).isEqualTo(praise);
    }
    JsonNode plain = new ObjectMapper().readTree(run("predict", "--model", SMALL, text).out());
    assertThat(((ObjectNode) json).without("evidence").toString()).isEqualTo(plain.toString());
  }

  @Test
  void explainedTokensShowTokensIdsAndThePaddedRow() {
    Run run = run("predict", "--model", SMALL, "--explain-tokens", "Movie is great!");
    assertThat(run.out())
        .contains("tokens: ['movie', 'is', 'great']")
        .containsPattern("ids: {4}\\[1, \\d+, \\d+, \\d+\\]")
        .containsPattern("row: {4}\\[( +0){20}\n")
        .containsPattern(" 0 +1 +\\d+ +\\d+ +\\d+\\]")
        .contains("score: ");
  }

  @Test
  void aLongTextLosesItsFrontAndTheStartId() {
    Run run =
        run("predict", "--model", SMALL, "--explain-tokens", "movie was great ".repeat(100).trim());
    String row = run.out().substring(run.out().indexOf("row:"));
    assertThat(row.substring(0, row.indexOf("]"))).doesNotContainPattern("[^\\d][01][^\\d]");
  }

  @Test
  void evaluateMeasuresLabelledLines() throws IOException {
    Run run = run("evaluate", "--model", SMALL, "--json", "--data", fourReviews().toString());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(run.exitCode()).isZero();
    assertThat(json.get("reviews").intValue()).isEqualTo(4);
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(1.0);
    assertThat(json.get("rocAuc").doubleValue()).isEqualTo(1.0);
    assertThat(json.at("/confusion/truePositives").intValue()).isEqualTo(2);
    assertThat(json.at("/accuracyInterval95/0").doubleValue()).isCloseTo(0.5101, within(1e-4));
    assertThat(json.at("/accuracyInterval95/1").doubleValue()).isEqualTo(1.0);
    assertThat(json.get("calibrationError").doubleValue()).isBetween(0.0, 0.3);
    assertThat(json.at("/labels/uncertain").intValue()).isBetween(0, 2);
  }

  @Test
  void evaluatePrintsATableForPeople() throws IOException {
    Run run = run("evaluate", "--model", SMALL, "--data", fourReviews().toString());
    assertThat(run.out())
        .contains("accuracy  1.00000  (95 % interval 0.5101 to 1.0000)", "ROC AUC   1.00000")
        .contains("ECE       0.", "positive reviews", "POSITIVE", "UNCERTAIN")
        .contains("are uncertain; of the others 100.0 % are right");
  }

  @Test
  void evaluateReportsEachSourceByItself() throws IOException {
    Path imdb = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    String own = fourReviews().toString();
    String[] args = {"evaluate", "--model", SMALL, "--data", own, "--data", imdb.toString()};
    assertThat(run(args).out())
        .contains("source    aclImdb", "source    " + fourReviews().getFileName(), "reviews   40")
        .containsPattern("up to 10 +2 +1.0000 +0.[0-9]{4} +[0-9.]+ %");
    String[] json = Arrays.copyOf(args, args.length + 1);
    json[args.length] = "--json";
    List<String> lines = run(json).out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("reviews").intValue()).isEqualTo(4);
    assertThat(first.at("/byLength/0/reviews").intValue()).isEqualTo(2);
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("source").textValue())
        .isEqualTo("aclImdb");
    assertThat(run("evaluate", "--model", SMALL, "--data", own, "--split", "test").err())
        .contains("no reviews in this split");
  }

  @Test
  void exportedPartsAreReadAgain() throws IOException {
    Path imdb = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    Path parts = folder.resolve("new/parts");
    Run run = run("evaluate", "--data", imdb.toString(), "--export", parts.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("aclImdb.train.ndjson: 40 reviews");
    Path test = parts.resolve("aclImdb.test.ndjson");
    assertThat(LabelledReviews.read(test, UTF_8).reviews())
        .isEqualTo(ImdbDataset.read(imdb).reviews(ImdbDataset.Split.TEST));
    Run refused = run("evaluate", "--data", imdb.toString(), "--export", test.toString());
    assertThat(refused.err()).hasLineCount(1).contains("is no folder");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void contrastsNeedNoData() throws IOException {
    Run run = run("evaluate", "--contrasts", "--model", SMALL);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("negation", "-  The camera is not good.")
        .containsPattern("all +[0-9]+ +[0-9]+ +[0-9]+");
    JsonNode json =
        new ObjectMapper()
            .readTree(run("evaluate", "--contrasts", "--json", "--model", SMALL).out());
    assertThat(json.at("/contrasts/0/group").textValue()).isEqualTo("negation");
    assertThat(json.at("/contrasts/0/sentences").size()).isGreaterThan(10);
  }

  @Test
  void trainWritesTheBundleAndBesideItAReport() throws IOException {
    Path data = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    Path bundle = folder.resolve("mine.zip");
    Run run =
        run("train", "--preset", "small", "--data", data.toString(), "--out", bundle.toString());
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
            run("evaluate", "--model", SMALL, "--data", file.toString()),
            run("train", "--preset=small", "--data=" + file, "--out=" + out))) {
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.err())
          .hasLineCount(1)
          .contains(file + ": line 1: not JSON; it looks like CSV. What is read is a JSON object")
          .contains("{\"text\":\"…\",\"label\":\"pos\"}");
    }
  }

  @Test
  void aBrokenLineStopsEvaluateWithItsNumber() throws IOException {
    Path file = folder.resolve("broken.ndjson");
    Files.writeString(file, "{\"text\": \"fine\", \"label\": 1}\n{\"text\": \"fine\"\n");
    Run run = run("evaluate", "--model", SMALL, "--data", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines("review-scoring evaluate: " + file + ": line 2: not JSON");
  }

  @Test
  void inspectShowsLayersThresholdsAndOrigin() {
    Run run = run("inspect", "--model", SMALL);
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

    assertThat(run("inspect", file.toString()).out())
        .contains("ngrams        1 to 3 words of 1400    4096 ", " 4,097")
        .contains("labels      from 0 tokens on NEGATIVE below 0.3, POSITIVE from 0.6;")
        .contains(
            "            from 1,200 tokens on NEGATIVE below 0.3, POSITIVE from 0.6, else UNCERTAIN;"
                + " UNCERTAIN with fewer than 2 known tokens");
    String words = "w3 none w4 ".repeat(400);
    assertThat(run("predict", "--model", file.toString(), words).out())
        .contains("\"tokens\":1200,\"knownTokens\":8,\"truncated\":false");
  }

  @Test
  void goldensChangesNothingInAShippedBundle() throws Exception {
    Path out = folder.resolve("again.zip");
    Run run = run("goldens", "--model", SMALL, "--out", out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(out + ": reviews-small-1, 102 golden cases, ");
    assertThat(out).hasBinaryContent(BundleWriter.bytes(BundleReader.read(Path.of(SMALL))));
  }

  @Test
  void servingCommandsRunWithoutTheTrainingLibraries() throws Exception {
    String reviews = fourReviews().toString();
    Run evaluate = runWithoutDl4j("evaluate", "--model", SMALL, "--data", reviews);
    assertThat(evaluate.err()).isEmpty();
    assertThat(evaluate.exitCode()).isZero();
    assertThat(evaluate.out()).contains("accuracy  1.00000");
  }

  /** In a JVM of its own. */
  private Run runWithoutDl4j(String... args) throws IOException, InterruptedException {
    String separator = System.getProperty("path.separator");
    List<String> classPath =
        List.of(System.getProperty("java.class.path").split(separator)).stream()
            .filter(
                path ->
                    !path.matches(
                        ".*(deeplearning4j|nd4j|bytedeco|xchart|vectorgraphics2d|mustache).*"))
            .toList();
    List<String> command =
        JavaCommand.of(
            List.of(), String.join(separator, classPath), ModelCommands.class, List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exitCode = process.waitFor();
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }

  private Path fourReviews() throws IOException {
    return Files.writeString(
        folder.resolve("reviews.ndjson"),
        """
        {"text": "A wonderful film, moving and beautifully acted. One of the best.", "label": 1}
        {"text": "Excellent! I loved every minute of it, a great story.", "label": "pos"}
        {"text": "The worst film of the year: boring, stupid and badly acted.", "label": "neg"}
        {"text": "A terrible waste of time. Awful script, poor acting.", "label": false}
        """);
  }
}
