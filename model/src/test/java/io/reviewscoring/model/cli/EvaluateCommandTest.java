package io.reviewscoring.model.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReviews;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.fixture.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  private static final String SMALL = Path.of("bundles", "small.zip").toString();

  @TempDir Path folder;

  @Test
  void evaluateMeasuresLabelledLines() throws IOException {
    Run run = Run.of("evaluate", "--model", SMALL, "--json", "--data", fourReviews().toString());
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
    Run run = Run.of("evaluate", "--model", SMALL, "--data", fourReviews().toString());
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
    assertThat(Run.of(args).out())
        .contains("source    aclImdb", "source    " + fourReviews().getFileName(), "reviews   40")
        .containsPattern("up to 10 +2 +1.0000 +0.[0-9]{4} +[0-9.]+ %");
    String[] json = Arrays.copyOf(args, args.length + 1);
    json[args.length] = "--json";
    List<String> lines = Run.of(json).out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("reviews").intValue()).isEqualTo(4);
    assertThat(first.at("/byLength/0/reviews").intValue()).isEqualTo(2);
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("source").textValue())
        .isEqualTo("aclImdb");
    assertThat(Run.of("evaluate", "--model", SMALL, "--data", own, "--split", "test").err())
        .contains("no reviews in this split");
  }

  @Test
  void exportedPartsAreReadAgain() throws IOException {
    Path imdb = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    Path parts = folder.resolve("new/parts");
    Run run = Run.of("evaluate", "--data", imdb.toString(), "--export", parts.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("aclImdb.train.ndjson: 40 reviews");
    Path test = parts.resolve("aclImdb.test.ndjson");
    assertThat(LabelledReviews.read(test, UTF_8).reviews())
        .isEqualTo(ImdbDataset.read(imdb).reviews(ImdbDataset.Split.TEST));
    Run refused = Run.of("evaluate", "--data", imdb.toString(), "--export", test.toString());
    assertThat(refused.err()).hasLineCount(1).contains("is no folder");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void contrastsNeedNoData() throws IOException {
    Run run = Run.of("evaluate", "--contrasts", "--model", SMALL);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("negation", "-  The camera is not good.")
        .containsPattern("all +[0-9]+ +[0-9]+ +[0-9]+");
    JsonNode json =
        new ObjectMapper()
            .readTree(Run.of("evaluate", "--contrasts", "--json", "--model", SMALL).out());
    assertThat(json.at("/contrasts/0/group").textValue()).isEqualTo("negation");
    assertThat(json.at("/contrasts/0/sentences").size()).isGreaterThan(10);
  }

  @Test
  void aBrokenLineStopsEvaluateWithItsNumber() throws IOException {
    Path file = folder.resolve("broken.ndjson");
    Files.writeString(file, "{\"text\": \"fine\", \"label\": 1}\n{\"text\": \"fine\"\n");
    Run run = Run.of("evaluate", "--model", SMALL, "--data", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines("review-scoring evaluate: " + file + ": line 2: not JSON");
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
