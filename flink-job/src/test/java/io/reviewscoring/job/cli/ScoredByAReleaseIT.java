package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.model.bundle.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier release scored, scored again: see {@link TopicsOfARelease} for what that is. */
@SuppressWarnings("NullAway.Init")
class ScoredByAReleaseIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void aBackfillOfATopicThatTheFirstReleaseScoredDiffersInNothing() throws Exception {
    try (var topics = new JobTopics(broker, TopicsOfARelease.JOB, directory)) {
      TopicsOfARelease.DUMP.send(topics);
      Path models = Files.createDirectories(directory.resolve("models"));
      for (String version : List.of("v1", "v2")) {
        Path bundle = TopicsOfARelease.BUNDLES.resolve(version + ".zip");
        Files.copy(bundle, models.resolve(Sha256.hex(Files.readAllBytes(bundle))));
      }

      succeeds(topics.options("backfill", "--from-offsets=0=0,1=0,2=0,3=0"));
      CommandOutput compare = succeeds(topics.options("compare"));

      assertThat(compare.out()).endsWith("equal\n");
      assertThat(compare.figures("differing")).as("events and aggregates").containsExactly(0L, 0L);
      assertThat(compare.figures("in scored-sentiment"))
          .as("all but the repeats, on both sides")
          .containsExactly((long) TopicsOfARelease.REVIEWS, (long) TopicsOfARelease.REVIEWS);
      assertThat(topics.committed("scored-sentiment-backfill"))
          .extracting(event -> event.get("modelVersion").asText())
          .contains("v1", "v2");

      scoreAgainByTheRecord(topics);
    }
  }

  /** A job without keys takes over the decisions that nobody could sign then. */
  private static void scoreAgainByTheRecord(JobTopics topics) throws Exception {
    List<JsonNode> first = topics.committed("scored-sentiment");
    JobClient job =
        JobEnvironment.startLocally(topics.config(Map.of("reviews.start", "earliest")), null);
    List<JsonNode> all =
        topics.await("scored-sentiment", events -> events.size() >= 2 * first.size());
    JobTopics.kill(job);
    assertThat(all)
        .extracting(ScoredByAReleaseIT::scoredBy)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(first.stream(), first.stream())
                .map(ScoredByAReleaseIT::scoredBy)
                .toList());
  }

  private static String scoredBy(JsonNode event) {
    return "%s at %s by %s"
        .formatted(event.get("reviewId"), event.get("timestamp"), event.get("modelVersion"));
  }

  private static CommandOutput succeeds(String... command) {
    CommandOutput output = CommandOutput.of(command);
    assertThat(output.code()).as(output.toString()).isZero();
    return output;
  }
}
