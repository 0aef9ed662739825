package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FileLengthTest {
  private static final int LINES = 300;

  /** Those that are longer, and the one idea that each is. */
  private static final Map<String, String> ONE_IDEA =
      Map.ofEntries(
          Map.entry("VectorStrips.java", "the recurrent step, unrolled"),
          Map.entry("KillRun.java", "a run whose processes are killed"),
          Map.entry("JobTopics.java", "the topics of a job, for tests"),
          Map.entry("JobConfig.java", "an accessor for each option"),
          Map.entry("BackfillIT.java", "a backfill on a broker"),
          Map.entry("ScoreOperatorTest.java", "the operator that scores, in a harness"),
          Map.entry("PagesIT.java", "the pages' commands on a broker"),
          Map.entry("LocalClusterIT.java", "a cluster in a process, whose jobs go wrong"),
          Map.entry("RightsIT.java", "the rights of every command, each taken away in turn"),
          Map.entry("DashboardPlatformIT.java", "the live page in a browser"),
          Map.entry("FlinkCluster.java", "a cluster of processes that can be killed"));

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
