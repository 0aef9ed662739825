package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.SyntheticImdb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that no model, or not every figure, can be made of. */
@SuppressWarnings("NullAway.Init")
class FewReviewsTest {
  private static final String MODEL = "--model=bundles/small.zip";

  @TempDir Path folder;

  /** So many reviews of each label in each split, without those below a folder. */
  private Path data(int perLabel, String without) throws IOException {
    Map<String, String> files = SyntheticImdb.files(perLabel, 3);
    files.keySet().removeIf(path -> path.startsWith(without));
    return SyntheticImdb.archive(folder, files);
  }

  private Run train(Path data, String preset) {
    return Run.of("train", "--preset=" + preset, "--data=" + data, "--out=" + folder + "/m.zip");
  }

  @ParameterizedTest
  @CsvSource({
    "small, 20, train/neg, all 20 training reviews are positive",
    "small, 20, train/pos, all 20 training reviews are negative",
    "small, 20, train/, no training reviews",
    "accurate, 20, train/neg, all 20 training reviews are positive",
    "small, 2, none, '4 training reviews, 2 of them positive, are too few: there must be 5 of both'",
    "accurate, 4, none, '8 training reviews, 4 of them positive, are too few'"
  })
  void whatNothingCanBeLearntFromIsOneLineBeforeTheTraining(
      String preset, int perLabel, String without, String message) throws IOException {
    Path data = data(perLabel, without);

    Run run = train(data, preset);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("review-scoring train: " + data + ": " + message)
        .hasLineCount(1);
    assertThat(run.out()).doesNotContain("Counting", "NaN");
    assertThat(folder.resolve("m.zip")).doesNotExist();
  }

  @Test
  void aTestSplitWithOneLabelHasNoRocAucAndTheModelSaysSo() throws IOException {
    Run run = train(data(20, "test/neg"), "small");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("test +accuracy .* ROC AUC undefined \\(all are positive\\)  ECE")
        .doesNotContain("NaN");
    assertThat(Files.readString(folder.resolve("m.html"))).doesNotContain("NaN");
    assertThat(Run.of("inspect", folder + "/m.zip").out())
        .contains("test.accuracy", "validation.rocAuc")
        .doesNotContain("test.rocAuc", "NaN");
  }

  @Test
  void aModelThatIsNeverCertainSaysOnceWhatThatMeans() throws IOException {
    Run run = train(data(20, "none"), "small");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("Warning: this model calls every text UNCERTAIN, never POSITIVE or NEGATIVE:")
        .contains("6 reviews to calibrate by", "52 of a label", "--from");
    assertThat(run.out()).doesNotContain("uncertain");
  }

  @Test
  void evaluateSaysThatOneLabelHasNoRocAuc() throws IOException {
    Path data = Files.writeString(folder.resolve("d.ndjson"), "{\"text\":\"Fine\",\"label\":0}");

    Run table = Run.of("evaluate", MODEL, "--data=" + data);
    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out())
        .contains("ROC AUC   undefined (all are negative)")
        .doesNotContain("NaN");

    assertThat(Run.of("evaluate", MODEL, "--json", "--data=" + data).out())
        .contains("\"rocAuc\":null")
        .doesNotContain("NaN");
  }
}
