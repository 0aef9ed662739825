package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static Path resource(String name) throws Exception {
    URL found = ImportCommandTest.class.getResource("/io/reviewscoring/model/importing/" + name);
    return Path.of(Objects.requireNonNull(found, name).toURI());
  }

  /** The scores of one model, as a user hands them over. */
  private Path expected(String model) throws Exception {
    JsonNode all = JSON.readTree(resource("scores-k3.json").toFile());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < all.path("texts").size(); i++) {
      lines.append(
          JSON.createObjectNode()
              .put("text", all.path("texts").path(i).asText())
              .put("score", all.path("scores").path(model).path(i).asDouble()));
      lines.append('\n');
    }
    return Files.writeString(folder.resolve("scores.ndjson"), lines);
  }

  private Run imported(String... more) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "import",
                resource("k3-bilstm-mask.keras").toString(),
                "--words",
                resource("word_index.json").toString(),
                "--expect",
                expected("k3-bilstm-mask").toString(),
                "--model-version",
                "mine-1",
                "--out",
                folder.resolve("mine.zip").toString()));
    line.addAll(List.of(more));
    return Run.of(line.toArray(String[]::new));
  }

  @Test
  void makesABundleThatTheOtherCommandsTake() throws Exception {
    Run run = imported();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("mine-1, 4 layers on general kernels, 30 words, rows of 12")
        .contains("start", "id 1", "calibrated", "no: from 0.5 on POSITIVE")
        .contains("50 of 50 expected scores are met");
    String bundle = folder.resolve("mine.zip").toString();
    assertThat(Run.of("inspect", bundle).out())
        .contains("Embedding, masked pads", "lstm 6, both ways", "framework", "Keras 3");
    assertThat(Run.of("predict", "--model", bundle, "--explain", "w1 w2").out())
        .contains("score:", "w1");
    assertThat(Run.of("predict", "--model", bundle, "--explain-tokens", "w1 w2").out())
        .contains("ids:    [1, 5, 6]");
  }

  @ParameterizedTest
  @CsvSource({
    "--tokens=0, --tokens: must be 1 or more",
    "--tokens=-5, --tokens: must be 1 or more",
    "--length=0, --length: must be 1 or more",
    "--ids-below=-1, --ids-below: must be 1 or more",
    "--ids-below=0, --ids-below: must be 1 or more",
    "--index-from=-1, --index-from: must be 0 or more",
    "--language=, --language: must be a code like en",
    "'--language= ', --language: must be a code like en"
  })
  void anOptionThatMeansNothingIsRefused(String option, String said) throws Exception {
    Run run = imported(option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).startsWith("review-scoring import: " + said);
    assertThat(folder.resolve("mine.zip")).doesNotExist();
  }

  @Test
  void writesNotOverTheModelThatItReads() throws Exception {
    Path model = folder.resolve("mine.zip");
    byte[] sound = Files.readAllBytes(resource("k3-bilstm-mask.keras"));
    Files.write(model, sound);

    Run run =
        Run.of(
            "import",
            model.toString(),
            "--words",
            resource("word_index.json").toString(),
            "--expect",
            expected("k3-bilstm-mask").toString(),
            "--model-version=mine-1",
            "--out=" + model);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).hasLineCount(1).contains("would be written over");
    assertThat(model).hasBinaryContent(sound);
  }

  @Test
  void whatOnlyBundlesOfTrainingsCanBecomeIsRefused() throws Exception {
    Run unused = imported();
    String bundle = folder.resolve("mine.zip").toString();
    String again = folder.resolve("again.zip").toString();
    Path data =
        Files.writeString(
            folder.resolve("own.ndjson"),
            "{\"text\":\"w1\",\"label\":1}\n{\"text\":\"w2\",\"label\":0}\n".repeat(20));

    Run goldens = Run.of("goldens", "--model", bundle, "--out", again);
    Run from = Run.of("train", "--from", bundle, "--data", data.toString(), "--out", again);

    assertThat(List.of(goldens, from))
        .allSatisfy(
            run -> {
              assertThat(run.exitCode()).isNotZero();
              assertThat(run.err())
                  .hasLineCount(1)
                  .contains("mine-1 is none of the networks that are trained here: train it where");
            });
    assertThat(folder.resolve("again.zip")).doesNotExist();
  }

  @Test
  void choosesThresholdsByLabelledReviews() throws Exception {
    StringBuilder lines = new StringBuilder();
    JsonNode all = JSON.readTree(resource("scores-k3.json").toFile());
    JsonNode scores = all.path("scores").path("k3-bilstm-mask");
    for (int i = 0; i < 50; i++) {
      if (!all.path("texts").path(i).asText().isBlank()) {
        lines.append(
            JSON.createObjectNode()
                .put("text", all.path("texts").path(i).asText())
                .put("label", scores.path(i).asDouble() > 0.42 ? "pos" : "neg"));
        lines.append('\n');
      }
    }
    Path data = Files.writeString(folder.resolve("mine.ndjson"), lines);

    Run run = imported("--data", data.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsPattern("calibrated +thresholds by \\d+ reviews of mine");
  }

  @Test
  void whatIsWrongIsOneLine() throws Exception {
    Run length = imported("--length", "13");
    Run padding = imported("--padding", "left");
    Run start = imported("--start-id", "first");
    Run otherIds = imported("--start-id", "none");
    Run missing = imported("--data", "missing");

    assertThat(List.of(length, padding, start, otherIds, missing))
        .allSatisfy(
            run -> {
              assertThat(run.exitCode()).isEqualTo(2);
              assertThat(run.err()).hasLineCount(1);
            });
    assertThat(length.err()).contains("rows of 12 ids, and --length is 13");
    assertThat(otherIds.err()).contains("expected score 1, of 0 tokens");
    assertThat(missing.err()).contains("missing: no such file");
    assertThat(folder.resolve("mine.zip")).doesNotExist();
  }
}
