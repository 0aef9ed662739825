package io.reviewscoring.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.backfill.PartitionOffsets;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.PartitionRange;
import io.reviewscoring.job.kafka.ReviewOffsets;
import io.reviewscoring.job.kafka.ReviewSpan;
import io.reviewscoring.job.kafka.SpanReader;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.Review;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which reviews a comparison is about, by their offsets. For picocli, as a mixin. */
final class OffsetOptions {

  /** What an event and its review have in common. */
  private record Identity(String reviewId, String productId, String timestamp) {}

  @Option(
      names = "--from-offsets",
      paramLabel = "P=OFFSET,…",
      description =
          "Compare the events of reviews from these offsets on alone, as backfill reads them; no"
              + " aggregates.")
  private @Nullable String from;

  @Option(
      names = "--to-offsets",
      paramLabel = "P=OFFSET,…",
      description = "The same of reviews before these offsets.")
  private @Nullable String to;

  boolean given() {
    return from != null || to != null;
  }

  /** Fails with one line where they are none, without asking anybody. */
  void check() throws ConfigurationException {
    from();
    to();
  }

  private Map<Integer, Long> from() throws ConfigurationException {
    return PartitionOffsets.parse("--from-offsets", from);
  }

  private Map<Integer, Long> to() throws ConfigurationException {
    return PartitionOffsets.parse("--to-offsets", to);
  }

  /**
   * Whether an event is of one of these reviews; every event is if no offsets were given. Reads the
   * reviews' topic, and holds the reviews' ids in memory.
   *
   * @param gaps takes a line for each part of it that could not be read
   * @throws ConfigurationException if the topic has no such offsets
   */
  Predicate<JsonNode> reviews(JobConfig config, Consumer<String> gaps)
      throws IOException, ConfigurationException {
    if (!given()) {
      return event -> true;
    }
    ReviewSpan span =
        new ReviewOffsets(config, Duration.ZERO, waiting -> {}).ofOffsets(from(), to());
    span.gaps().forEach(gaps);
    Set<Identity> reviews = new HashSet<>();
    try (SpanReader reader = new SpanReader(config, null)) {
      for (PartitionRange range : span.partitions()) {
        reader.read(
            range,
            parsed -> {
              if (parsed.review() != null) {
                reviews.add(identity(parsed.review()));
              }
            });
      }
      reader.losses().forEach(gaps);
    }
    return event ->
        reviews.contains(
            new Identity(
                event.path("reviewId").asText(),
                event.path("productId").asText(),
                event.path("timestamp").asText()));
  }

  private static Identity identity(Review review) {
    return new Identity(review.reviewId(), review.productId(), Instants.text(review.timestamp()));
  }
}
