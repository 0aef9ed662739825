package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * The versions of each review that were scored, until a horizon of event time has passed: keyed
 * state, one value a review id. Whether it has passed is seen by the watermark when they are read;
 * a timer, one an id, only clears what is left. All is said of the current key. For the task
 * thread.
 */
final class ScoredVersions {
  static final ValueStateDescriptor<long[]> STATE =
      new ValueStateDescriptor<>("scored versions", new VersionsSerializer());

  /**
   * Timers come up to this part of the horizon late, each id's by another time: many reviews may
   * have one timestamp.
   */
  private static final int SPREAD = 16;

  /**
   * What is known of a review.
   *
   * @param kept in state
   * @param passing not kept, since their horizon had passed when they were scored
   * @param hasTimer whether there is a value in state, and so a timer
   */
  record Known(Versions kept, Versions passing, boolean hasTimer) {
    private static final Known NOTHING = new Known(Versions.NONE, Versions.NONE, false);

    boolean isNothing() {
      return !hasTimer && passing.isEmpty();
    }

    boolean isRepeat(EncodedReview review) {
      return kept.contains(review.versionHash()) || passing.contains(review.versionHash());
    }

    /** The score of the version before; null if there was none. */
    @Nullable Float previousScore() {
      return kept.with(passing).latestScore();
    }
  }

  private final ValueState<long[]> state;
  private final InternalTimerService<VoidNamespace> timers;
  private final long horizon;

  /** By review id, those that the next watermark forgets. */
  private final Map<String, Versions> passing = new HashMap<>();

  ScoredVersions(
      ValueState<long[]> state, InternalTimerService<VoidNamespace> timers, Duration horizon) {
    this.state = state;
    this.timers = timers;
    this.horizon = horizon.toMillis();
  }

  Known known(String reviewId) throws IOException {
    long[] words = state.value();
    if (words == null && passing.isEmpty()) {
      return Known.NOTHING;
    }
    return new Known(
        words == null ? Versions.NONE : new Versions(words).after(forgottenUntil()),
        passing.getOrDefault(reviewId, Versions.NONE),
        words != null);
  }

  /** The same of a review that comes out, as little as has to be read. */
  Known known(InFlight scored) throws IOException {
    return scored.isNew ? Known.NOTHING : known(scored.review.reviewId());
  }

  /**
   * Adds a version.
   *
   * @param known of the review before
   * @param model tells the model that gave the score from others
   */
  void add(Known known, EncodedReview review, float score, int model) throws IOException {
    long hash = review.versionHash();
    long timestamp = review.timestamp();
    if (timestamp <= forgottenUntil()) {
      passing.put(review.reviewId(), known.passing.with(hash, timestamp, score, model));
      return;
    }
    state.update(known.kept.with(hash, timestamp, score, model).words());
    if (!known.hasTimer) {
      register(review.reviewId(), timestamp);
    }
  }

  /** Takes versions of an earlier release over, whose timers are there. */
  void restore(Versions versions) throws IOException {
    state.update(versions.words());
  }

  /** A timer of the current key has come. */
  void onTimer(String reviewId) throws IOException {
    long[] words = state.value();
    if (words == null) {
      return;
    }
    Versions left = new Versions(words).after(forgottenUntil());
    if (left.isEmpty()) {
      state.clear();
    } else {
      state.update(left.words());
      register(reviewId, left.latest());
    }
  }

  /** To be called after each watermark. */
  void onWatermark() {
    passing.clear();
  }

  private void register(String reviewId, long timestamp) {
    long spread = MathUtils.murmurHash(reviewId.hashCode()) % (horizon / SPREAD + 1);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timestamp + horizon + spread);
  }

  /** Versions up to this event time, inclusive, are forgotten. */
  private long forgottenUntil() {
    long watermark = timers.currentWatermark();
    return watermark < Long.MIN_VALUE + horizon ? Long.MIN_VALUE : watermark - horizon;
  }
}
