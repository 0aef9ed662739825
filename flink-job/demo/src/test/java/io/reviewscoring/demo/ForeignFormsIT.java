package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ForeignReviews;
import io.reviewscoring.job.fixture.TinyBundles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@SuppressWarnings("NullAway.Init")
class ForeignFormsIT {
  @TempDir Path directory;

  static List<String> forms() {
    return ForeignReviews.FORMS;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theDemoScoresAllReviewsOfAFormThatIsNamed(String form) throws Exception {
    Path input = Files.write(directory.resolve("in.ndjson"), ForeignReviews.lines(form));
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    int code =
        new CommandLine(new DemoCommand(out, out))
            .execute(
                "--input=" + input,
                "--output=" + directory,
                "--exit-when-done",
                "--model=" + TinyBundles.write(directory, "tiny-1", 1).file(),
                "--reviews.form=" + form);

    assertThat(code).as(shown.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(Files.readAllLines(directory.resolve("sentiment.ndjson")))
        .hasSize(ForeignReviews.REVIEWS)
        .allMatch(event -> event.contains("\"timestamp\":\"2024-03-01T12:"));
    assertThat(directory.resolve("dead-letters.ndjson")).isEmptyFile();
  }
}
