package io.reviewscoring.dashboard;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the stream flows, as the page says it. Thread-safe. */
final class StreamHealth {
  private final String bootstrapServers;
  private final long silentAfterMillis;
  private final long begin;
  private @Nullable String failure;
  private List<String> missing = List.of();
  private boolean answered;
  private long changedAt;
  private long lastReview = Long.MIN_VALUE;

  /**
   * Begins at a time, with nothing known.
   *
   * @param silentAfter how long without a review counts as silence
   */
  StreamHealth(String bootstrapServers, Duration silentAfter, long nowMillis) {
    this.bootstrapServers = bootstrapServers;
    this.silentAfterMillis = silentAfter.toMillis();
    this.begin = nowMillis;
    this.changedAt = nowMillis;
  }

  /** What there is to say. */
  enum State {
    /** The broker was asked and has not answered yet. */
    CONNECTING,
    BROKER_AWAY,
    TOPICS_MISSING,
    /** The broker answers, and no review comes. */
    SILENT,
    FLOWING
  }

  /**
   * A state, and since when.
   *
   * @param since epoch milliseconds
   * @param words one line for people
   */
  record Finding(State state, long since, String words) {}

  /** The broker has answered, and all topics are there but these. */
  synchronized void answered(List<String> missingTopics, long nowMillis) {
    if (failure != null || !answered || !missing.equals(missingTopics)) {
      changedAt = nowMillis;
    }
    answered = true;
    failure = null;
    missing = List.copyOf(missingTopics);
  }

  /** The broker can't be asked. */
  synchronized void failed(String line, long nowMillis) {
    if (failure == null) {
      changedAt = nowMillis;
    }
    failure = line;
  }

  /** A review was scored and written at this time, epoch milliseconds. */
  synchronized void review(long appendedAt) {
    lastReview = Math.max(lastReview, appendedAt);
  }

  /** The reviews that were scored are no more. */
  synchronized void forgetReviews() {
    lastReview = Long.MIN_VALUE;
  }

  synchronized Finding at(long nowMillis) {
    if (failure != null) {
      return new Finding(State.BROKER_AWAY, changedAt, failure);
    }
    if (!answered) {
      return new Finding(State.CONNECTING, begin, "Asking " + bootstrapServers + " for the topics");
    }
    if (!missing.isEmpty()) {
      return new Finding(
          State.TOPICS_MISSING,
          changedAt,
          (missing.size() == 1 ? "The broker has no topic " : "The broker has no topics ")
              + String.join(", ", missing)
              + ": has the job been started?");
    }
    if (lastReview == Long.MIN_VALUE) {
      return new Finding(State.SILENT, begin, "No review has been scored yet");
    }
    return nowMillis - lastReview > silentAfterMillis
        ? new Finding(State.SILENT, lastReview, "No review has been scored since")
        : new Finding(State.FLOWING, changedAt, "Reviews are flowing");
  }
}
