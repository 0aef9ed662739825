package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The reviews that stand in a job's topic, whatever their writer meant to write, and what the dead
 * letters say about them. A version of a review is named by its id and timestamp.
 */
final class JobInput {
  private final Map<String, Written> written = new HashMap<>();
  private final Map<String, String> byPlace = new HashMap<>();
  private final Set<String> late = new HashSet<>();
  private long repeats;
  private long otherDeadLetters;

  /** A version of a review as it stands in the topic. */
  record Written(String product, long timestamp, String text) {}

  private JobInput() {}

  static JobInput read(JobTopics topics, JobConfig config) {
    JobInput input = new JobInput();
    JsonTopic.forEach(topics, config.reviewsTopic(), input::noteReview);
    JsonTopic.forEach(
        topics, config.deadLettersTopic(), (record, letter) -> input.noteLetter(letter));
    return input;
  }

  /** All versions, by name. */
  Map<String, Written> written() {
    return written;
  }

  /** How many records repeat a version. */
  long repeats() {
    return repeats;
  }

  /** The names of the versions that came too late for their windows. */
  Set<String> late() {
    return late;
  }

  /** Dead letters of another kind, and those that name a version again. */
  long otherDeadLetters() {
    return otherDeadLetters;
  }

  /** The windows that must have a final aggregate in the end. */
  Set<String> windows(long windowMillis) {
    Set<String> windows = new HashSet<>();
    written.forEach(
        (version, review) -> {
          if (!late.contains(version)) {
            windows.add(ExpectedFinals.window(review.product(), review.timestamp(), windowMillis));
          }
        });
    return windows;
  }

  private void noteReview(ConsumerRecord<byte[], byte[]> record, JsonNode review) {
    long timestamp = review.get("timestamp").asLong();
    String version = review.get("reviewId").asText() + "|" + Instant.ofEpochMilli(timestamp);
    byPlace.put(record.partition() + ":" + record.offset(), version);
    Written before =
        written.put(
            version,
            new Written(review.get("productId").asText(), timestamp, review.get("text").asText()));
    if (before != null) {
      repeats++;
    }
  }

  private void noteLetter(JsonNode letter) {
    String version =
        byPlace.get(letter.get("partition").asInt() + ":" + letter.get("offset").asLong());
    boolean isLate = letter.get("reason").asText().equals("late") && version != null;
    if (!isLate || !late.add(version)) {
      otherDeadLetters++;
    }
  }
}
