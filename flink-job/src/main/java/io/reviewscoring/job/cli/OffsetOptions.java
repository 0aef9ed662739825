package io.reviewscoring.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.backfill.PartitionOffsets;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.ReviewDeserializer;
import io.reviewscoring.job.parse.ReviewParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
   */
  Predicate<JsonNode> reviews(JobConfig config) throws IOException, ConfigurationException {
    if (!given()) {
      return event -> true;
    }
    Map<Integer, Long> first = from();
    Map<Integer, Long> end = to();
    var parser =
        new ReviewParser(
            config.reviewsForm(),
            new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead()));
    Set<Identity> reviews = new HashSet<>();
    new CommittedRecords(config)
        .read(
            config.reviewsTopic(),
            first,
            record -> {
              int partition = record.partition();
              boolean named = first.containsKey(partition) || end.containsKey(partition);
              if (named && record.offset() < end.getOrDefault(partition, Long.MAX_VALUE)) {
                Review review = review(parser, record);
                if (review != null) {
                  reviews.add(identity(review));
                }
              }
            });
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

  private static @Nullable Review review(
      ReviewParser parser, ConsumerRecord<byte[], byte[]> record) {
    return parser.parse(ReviewDeserializer.source(record)).review();
  }
}
