package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FileLengthTest {
  private static final int LINES = 300;

  /** Those that are longer, and the one idea that each is. */
  private static final Map<String, String> ONE_IDEA =
      Map.of(
          "VectorStrips.java", "the recurrent step, unrolled",
          "JobTopics.java", "the topics of a job, for tests",
          "BackfillIT.java", "a backfill on a broker",
          "ScoreOperatorTest.java", "the operator that scores, in a harness",
          "PagesIT.java", "the pages' commands on a broker",
          "RightsIT.java", "the rights of every command, each taken away in turn",
          "ModelCommandsTest.java", "the commands of models",
          "DashboardPlatformIT.java", "the live page in a browser");

  @Test
  void everyFileOfOver300LinesIsOneIdeaThatStandsHere() {
    assertThat(
            Repository.here().files().stream()
                .filter(file -> file.endsWith(".java"))
                .filter(file -> Repository.text(file).lines().count() > LINES)
                .map(file -> file.substring(file.lastIndexOf('/') + 1)))
        .containsExactlyInAnyOrderElementsOf(ONE_IDEA.keySet());
  }
}
