package io.reviewscoring.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  /** As 0.1.0 wrote it, without the options that have not changed. */
  private static final String OF_FIRST_RELEASE =
      """
      {
        "runId" : "january",
        "options" : {"margin" : "PT1H", "from" : "2026-01-01T00:00:00Z", "window.size" : "PT1M"},
        "range" : {"from" : 1767225600000, "to" : 1769904000000},
        "span" : {"partitions" : [ {"partition" : 0, "from" : 0, "to" : 4} ], "gaps" : [ ]},
        "decisions" : [ ],
        "outputEnds" : {"review-sentiment-backfill" : {"0" : 7}}
      }
      """;

  @Test
  void aRunOfTheFirstReleaseGoesOnWithoutItsDefaultMarginAndSaysThatItsEndIsNotSure(
      @TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("run.json"), OF_FIRST_RELEASE);

    RunRecord run = new RunDirectory(directory.toUri().toString()).run().orElseThrow();

    assertThat(
            run.difference(
                Map.of(
                    "from",
                    "2026-01-01T00:00:00Z",
                    "window.size",
                    "PT1M",
                    "comparison.topic",
                    "model-comparison-backfill")))
        .isEmpty();
    assertThat(run.difference(Map.of("from", "2025-01-01T00:00:00Z", "window.size", "PT1M")))
        .isEqualTo("with --from 2026-01-01T00:00:00Z, not 2025-01-01T00:00:00Z");
    assertThat(run.gaps()).singleElement().asString().contains("its end may lie too early");
    assertThat(run.span().size()).isEqualTo(4);
  }

  @Test
  void aRunKeepsEachTopicThatItWrites(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("run.json"), OF_FIRST_RELEASE);
    RunRecord old = new RunDirectory(directory.toUri().toString()).run().orElseThrow();
    RunRecord run =
        new RunRecord(
            old.runId(),
            options("--job.name=any"),
            old.range(),
            old.span(),
            old.decisions(),
            old.outputEnds(),
            true);

    assertThat(run.difference(options("--job.name=other"))).isEmpty();
    for (String topic : List.of("sentiment", "aggregates", "comparison", "dead-letters")) {
      assertThat(run.difference(options("--" + topic + ".topic=another")))
          .startsWith("with --" + topic + ".topic ")
          .endsWith(", not another");
    }
  }

  private static Map<String, String> options(String option) throws Exception {
    return new RunIdentity(JobConfig.parse(option, "--bootstrap.servers=localhost:9092")).options();
  }
}
