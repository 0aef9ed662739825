package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TinyBundles;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a read-committed consumer sees of a job's output with what its input asks for. The
 * reviews topic is the truth: one event for each version of a review in it, whatever its writer
 * meant to write; the status topic's decisions say by which model, one for each command of the
 * control topic. Not thread-safe.
 */
final class DeliveryCheck {
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

  DeliveryVerdict verdict() throws Exception {
    JobInput input = JobInput.read(topics, config);
    var decisions = Decisions.read(topics, config);
    var finals = new ExpectedFinals(config.windowSize().toMillis());
    var counts = new Counts();
    JsonTopic.forEach(
        topics,
        config.sentimentTopic(),
        (record, event) -> {
          counts.events++;
          counts.models.add(event.get("modelSha256").asText());
          String version = version(event);
          JobInput.Written review = input.written().get(version);
          if (review == null) {
            counts.unknown++;
          } else if (!counts.seen.add(version)) {
            counts.duplicated++;
          } else {
            compare(event, review, decisions, counts);
            if (!input.late().contains(version)) {
              finals.add(review.product(), review.timestamp(), event);
            }
          }
        });
    JsonTopic.forEach(
        topics, config.aggregatesTopic(), (record, aggregate) -> finals.compare(aggregate));
    return new DeliveryVerdict(
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
        finals.differing(),
        decisions.commands(),
        decisions.undecided(),
        decisions.toldTwice(),
        decisions.rejected(),
        decisions.last().missing(topics, config).values().stream().mapToLong(Math::abs).sum(),
        counts.models.size());
  }

  private void compare(
      JsonNode event, JobInput.Written review, Decisions decisions, Counts counts) {
    String sha256 = event.get("modelSha256").asText();
    if (!decisions.made(event)) {
      counts.wrongVersion++;
    }
    float score = Float.parseFloat(event.get("score").asText());
    if (Float.floatToIntBits(score) != Float.floatToIntBits(score(sha256, review.text()))) {
      counts.wrongScore++;
    }
  }

  private static final class Counts {
    private final Set<String> seen = new HashSet<>();
    private final Set<String> models = new HashSet<>();
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
}
