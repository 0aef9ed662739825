package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Timeline;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares what a read-committed consumer sees of a job's output with what its input asks for. The
 * reviews topic is the truth: one event for each version of a review in it, whatever its writer
 * meant to write; the status topic's decisions say by which model. Not thread-safe.
 */
final class DeliveryCheck {
  /**
   * What was found.
   *
   * @param reviews versions of reviews in the topic; repeats don't count
   * @param repeats of them, in the topic too
   * @param lost versions without an event
   * @param duplicated events beyond a version's first
   * @param unknown events of no version in the topic
   * @param wrongVersion events by another model than the recorded timeline gives
   * @param wrongScore events whose score isn't, bit for bit, the one that its model gives
   * @param late events that the dead letters name as late
   * @param otherDeadLetters dead letters of other kinds, and late ones named twice
   * @param finals aggregates that say to be final
   * @param finalsDiffering those that are not what the events add up to, are missing or there twice
   */
  record Verdict(
      long reviews,
      long repeats,
      long events,
      long lost,
      long duplicated,
      long unknown,
      long wrongVersion,
      long wrongScore,
      long late,
      long otherDeadLetters,
      long finals,
      long finalsDiffering) {
    /** Whether every review has its one right event, and all adds up. */
    boolean isExact() {
      return lost + duplicated + unknown + wrongVersion + wrongScore == 0
          && otherDeadLetters + finalsDiffering == 0;
    }
  }

  private final JobTopics topics;
  private final JobConfig config;
  private final Map<String, TinyBundles.Written> models = new HashMap<>();
  private final Map<String, Float> scores = new HashMap<>();

  /**
   * @param models all that the job may have scored with
   */
  DeliveryCheck(JobTopics topics, JobConfig config, Iterable<TinyBundles.Written> models) {
    this.topics = topics;
    this.config = config;
    models.forEach(model -> this.models.put(model.sha256(), model));
  }

  Verdict verdict() throws Exception {
    JobInput input = JobInput.read(topics, config);
    Timeline timeline = timeline();
    var finals = new ExpectedFinals(config.windowSize().toMillis());
    var counts = new Counts();
    JsonTopic.forEach(
        topics,
        config.sentimentTopic(),
        (record, event) -> {
          counts.events++;
          String version = version(event);
          JobInput.Written review = input.written().get(version);
          if (review == null) {
            counts.unknown++;
          } else if (!counts.seen.add(version)) {
            counts.duplicated++;
          } else {
            compare(event, review, timeline, counts);
            if (!input.late().contains(version)) {
              finals.add(review.product(), review.timestamp(), event);
            }
          }
        });
    JsonTopic.forEach(
        topics, config.aggregatesTopic(), (record, aggregate) -> finals.compare(aggregate));
    return new Verdict(
        input.written().size(),
        input.repeats(),
        counts.events,
        input.written().keySet().stream().filter(each -> !counts.seen.contains(each)).count(),
        counts.duplicated,
        counts.unknown,
        counts.wrongVersion,
        counts.wrongScore,
        input.late().size(),
        input.otherDeadLetters(),
        finals.seen(),
        finals.differing());
  }

  private void compare(JsonNode event, JobInput.Written review, Timeline timeline, Counts counts) {
    Decision inForce = Objects.requireNonNull(timeline.inForce(review.timestamp()));
    String sha256 = event.get("modelSha256").asText();
    if (!event.get("modelVersion").asText().equals(inForce.version())
        || !sha256.equals(inForce.sha256())) {
      counts.wrongVersion++;
    }
    float score = Float.parseFloat(event.get("score").asText());
    if (Float.floatToIntBits(score) != Float.floatToIntBits(score(sha256, review.text()))) {
      counts.wrongScore++;
    }
  }

  private static final class Counts {
    private final Set<String> seen = new HashSet<>();
    private long events;
    private long unknown;
    private long duplicated;
    private long wrongVersion;
    private long wrongScore;
  }

  private static String version(JsonNode event) {
    return event.get("reviewId").asText() + "|" + Instant.parse(event.get("timestamp").asText());
  }

  private float score(String sha256, String text) {
    TinyBundles.Written model = models.get(sha256);
    return model == null
        ? Float.NaN
        : scores.computeIfAbsent(sha256 + text, ignored -> model.score(text));
  }

  private Timeline timeline() throws Exception {
    Timeline timeline = new Timeline();
    for (ModelStatus status : topics.statuses()) {
      if (status.state() == ModelStatus.State.ACCEPTED) {
        timeline.add(
            new Decision(
                status.version(),
                Objects.requireNonNull(status.sha256()),
                Objects.requireNonNull(status.effectiveFrom()),
                status.controlOffset()));
      }
    }
    return timeline;
  }
}
