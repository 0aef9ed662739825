package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * The versions of each review that were scored, until a horizon of event time has passed: keyed
 * state, one value a review id. Whether it has passed is seen by the watermark when they are read;
 * that a value is cleared then only saves room. When to look at which id is in {@link GroupLists},
 * an id in one: a timer an id, of Flink's, would cost as much again as all else that is remembered.
 * All is said of the current key, but where another is given. For the task thread.
 */
final class ScoredVersions {
  static final ValueStateDescriptor<long[]> STATE =
      new ValueStateDescriptor<>("scored versions", new VersionsSerializer());

  static final ListStateDescriptor<String> CLEARING =
      new ListStateDescriptor<>("ids by clearing", new ReviewIdSerializer());

  /**
   * Values are cleared up to this part of the horizon late, those of a key group together and each
   * group's at another time: many reviews may have one timestamp.
   */
  private static final int PARTS = 64;

  /**
   * What is known of a review.
   *
   * @param kept in state
   * @param passing not kept, since their horizon had passed when they were scored
   * @param isKept whether there is a value in state, which will be cleared
   */
  record Known(Versions kept, Versions passing, boolean isKept) {
    private static final Known NOTHING = new Known(Versions.NONE, Versions.NONE, false);

    boolean isNothing() {
      return !isKept && passing.isEmpty();
    }

    boolean isRepeat(EncodedReview review) {
      return kept.contains(review.versionHash()) || passing.contains(review.versionHash());
    }

    /** The score of the version before; null if there was none. */
    @Nullable Float previousScore() {
      return kept.with(passing).latestScore();
    }

    /** Tells the model that gave it from others; 0 if that is not known. */
    int previousModel() {
      return kept.with(passing).latestModel();
    }
  }

  private final KeyedStateBackend<String> backend;
  private final ValueState<long[]> state;
  private final GroupLists<String> clearing;
  private final long horizon;

  /** How long the instants at which a key group is cleared are apart. */
  private final long part;

  private long watermark = Long.MIN_VALUE;

  /** By review id, those that the next watermark forgets. */
  private final Map<String, Versions> passing = new HashMap<>();

  /** Finds what a checkpoint holds. */
  ScoredVersions(
      KeyedStateBackend<String> backend, ValueState<long[]> state, TaskInfo task, Duration horizon)
      throws Exception {
    this.backend = backend;
    this.state = state;
    this.clearing = new GroupLists<>(backend, task, CLEARING);
    this.horizon = horizon.toMillis();
    this.part = this.horizon / PARTS + 1;
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
   * Adds a version. Changes the current key.
   *
   * @param known of the review before
   * @param model tells the model that gave the score from others
   */
  void add(Known known, EncodedReview review, float score, int model) throws Exception {
    long hash = review.versionHash();
    long timestamp = review.timestamp();
    if (timestamp <= forgottenUntil()) {
      passing.put(review.reviewId(), known.passing.with(hash, timestamp, score, model));
      return;
    }
    state.update(known.kept.with(hash, timestamp, score, model).words());
    if (!known.isKept) {
      register(review.reviewId(), timestamp);
    }
  }

  /** Takes versions of an earlier release over, whose timers are there. */
  void restore(Versions versions) throws IOException {
    state.update(versions.words());
  }

  /** Clears what a review has left that nothing sees any more. Its id must be the current key. */
  void clear(String reviewId) throws Exception {
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

  /** Event time is at a watermark now. Changes the current key. */
  void onWatermark(long timestamp) throws Exception {
    watermark = timestamp;
    passing.clear();
    for (Long due = clearing.first(); due != null && due <= timestamp; due = clearing.first()) {
      for (String reviewId : clearing.remove(due)) {
        backend.setCurrentKey(reviewId);
        clear(reviewId);
      }
    }
  }

  /** Changes the current key. */
  private void register(String reviewId, long timestamp) throws Exception {
    int group = clearing.groupOf(reviewId);
    long shift = Math.floorMod(MathUtils.murmurHash(group), part);
    long due = Math.floorDiv(timestamp + horizon - shift, part) * part + part + shift;
    clearing.add(due, group, reviewId);
  }

  /** Versions up to this event time, inclusive, are forgotten. */
  private long forgottenUntil() {
    return watermark < Long.MIN_VALUE + horizon ? Long.MIN_VALUE : watermark - horizon;
  }
}
