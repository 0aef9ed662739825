package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ForeignReviews;
import io.reviewscoring.model.fixture.FullDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LostOutputTest {

  @Test
  void onAFullDiskACommandFailsAndSaysSo(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("in.ndjson"), ForeignReviews.lines("yelp"));
    List<String> check = List.of("check", "--input=" + file, "--reviews.form=yelp");

    FullDisk.Outcome outcome = FullDisk.run(directory, JobCommands.class, check);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("review-scoring check: can't write to standard output: ")
        .hasLineCount(1);
  }
}
