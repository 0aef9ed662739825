package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --from} on the command line. */
class TrainFromTest {
  private static final String SMALL = "bundles/small.zip";

  @TempDir Path folder;

  /** Labelled reviews of two words that count, each in many places. */
  private Path data(String name, int count, String good, String bad) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          "{\"text\":\"number %d is %s so far\",\"label\":%d}"
              .formatted(i, i % 2 == 0 ? good : bad, (i + 1) % 2));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private Run from(String bundle, Path data, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("train", "--from", bundle, "--data", data.toString(), "--out", out()));
    args.addAll(List.of(more));
    return Run.of(args.toArray(String[]::new));
  }

  private String out() {
    return folder.resolve("mine.zip").toString();
  }

  @Test
  void itSaysWhatWasGainedAndWritesABundleThatScores() throws Exception {
    Run run = from(SMALL, data("mine.ndjson", 200, "qwert", "asdfg"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("mine.ndjson +40 +0\\.\\d+ +1\\.0000 +\\+\\d+\\.\\d")
        .contains(out() + ": reviews-small-1+mine, ");
    assertThat(Run.of("inspect", out()).out()).contains("ngrams", "from", "reviews-small-1");
    assertThat(Run.of("predict", "--model", out(), "number 999 is qwert so far").out())
        .contains("\"score\":0.9");
  }

  @Test
  void aLossOnWhatIsKeptIsWrittenOnlyIfTold() throws Exception {
    Path mine = data("mine.ndjson", 400, "awful", "great");
    Path kept = data("kept.ndjson", 100, "great", "awful");
    Run run = from(SMALL, mine, "--keep", kept.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("kept.ndjson (kept)");
    assertThat(run.err()).hasLineCount(1).startsWith("kept.ndjson lost ").contains("--max-loss ");
    assertThat(folder.resolve("mine.zip")).doesNotExist();

    assertThat(from(SMALL, mine, "--keep", kept.toString(), "--max-loss", "100").exitCode())
        .isZero();
    assertThat(folder.resolve("mine.zip")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({
    "'--preset small', '--preset is the bundle''s where --from is given'",
    "'--tokenizer review-text', '--tokenizer is the bundle''s where --from is given'",
    "'--vectors x', '--vectors is the bundle''s where --from is given'",
    "'--keep missing', 'missing: no such file or directory'"
  })
  void whatDoesNotGoWithItIsOneLine(String more, String message) throws Exception {
    Run run = from(SMALL, data("mine.ndjson", 20, "a", "b"), more.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .hasLineCount(1)
        .isEqualToIgnoringNewLines("review-scoring train: " + message);
  }

  @Test
  void aBundleThatIsNoneAndReviewsOfOneKindAreOneLine() throws Exception {
    Path text = Files.writeString(folder.resolve("text.zip"), "no zip at all");
    Run none = from(text.toString(), data("mine.ndjson", 20, "a", "b"));
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).hasLineCount(1).contains(text + ": ");

    Path one = Files.writeString(folder.resolve("one.ndjson"), "{\"text\":\"a\",\"label\":1}\n");
    Run run = from(SMALL, one);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("all 1 training reviews are positive");
  }

  @Test
  void whatYoursSayDoesNotMoveWhatTheBundlesTrainingHeldOut() throws Exception {
    List<String> kept = new ArrayList<>();
    List<String> mine = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String text = "number %d is %s so far".formatted(i, i % 3 == 0 ? "great" : "awful");
      kept.add("{\"text\":\"%s\",\"label\":%d}".formatted(text, i % 2));
      if (i < 40) {
        String own = i % 2 == 0 ? "mine %d is asdfg".formatted(i) : text;
        mine.add("{\"text\":\"%s\",\"label\":%d}".formatted(own, i % 2));
      }
    }
    Path before = Files.write(folder.resolve("kept.ndjson"), kept);
    Path alike = Files.write(folder.resolve("alike.ndjson"), mine);
    Path other = data("other.ndjson", 20, "qwert", "asdfg");
    assertThat(keptBefore(from(SMALL, alike, "--keep", before.toString())))
        .isNotEmpty()
        .isEqualTo(keptBefore(from(SMALL, other, "--keep", before.toString())));
  }

  /** How many reviews of the kept source are measured, and how many were right before. */
  private static String keptBefore(Run run) {
    Matcher line = Pattern.compile("\\(kept\\) +([0-9]+ +[0-9.]+) ").matcher(run.out());
    return line.find() ? line.group(1) : "";
  }

  @Test
  void whatIsKeptIsNotWrittenOver() throws Exception {
    Path kept = data("mine.zip", 20, "a", "b");
    Run run = from(SMALL, data("mine.ndjson", 20, "a", "b"), "--keep", kept.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains(": would be written over, and is read");
    assertThat(kept).content().startsWith("{");
  }

  @Test
  void aWeightOfNothingIsOneLine() throws Exception {
    Run run = Run.of("train", "--data", data("mine.ndjson", 20, "a", "b") + "=0", "--out", out());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .hasLineCount(1)
        .contains("'--data'", "=0: a weight must be above 0 and at most 1000, not 0");
  }

  @Test
  void keepAloneIsRefused() {
    Run run = Run.of("train", "--data", "x", "--keep", "y", "--out", out());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--keep and --max-loss belong to --from");
  }
}
