package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.SentimentEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A review on its way through the scoring threads, with the models that it was given. */
final class InFlight {
  final EncodedReview review;
  final boolean isNew;
  final boolean isCandidates;
  final @Nullable String experiment;

  /** Of the model that makes the event. */
  final Scoring own;

  /** Of the model in force where it scores beside the candidate. */
  final @Nullable Scoring compared;

  /** Of the shadow where it scores beside. */
  final @Nullable Scoring shadow;

  private @Nullable SentimentEvent event;
  private long eventsTakenBefore;

  /**
   * A review that begins its way.
   *
   * @param isNew whether nothing is known of its id, nor will be when it comes out
   */
  InFlight(EncodedReview review, Assignment assignment, boolean isNew) {
    this.review = review;
    this.isNew = isNew;
    this.isCandidates = assignment.isCandidate();
    this.experiment = assignment.experiment();
    this.own = new Scoring(review, assignment.model());
    this.compared = beside(assignment.compared());
    this.shadow = beside(assignment.shadow());
  }

  private @Nullable Scoring beside(@Nullable ReadyModel model) {
    return model == null ? null : new Scoring(review, model);
  }

  /** Its event goes out. For the task thread, as {@link #event}. */
  void emitted(SentimentEvent sentiment) {
    event = sentiment;
  }

  /** Null before it goes out, and of a repeat. */
  @Nullable SentimentEvent event() {
    return event;
  }

  /** Whether its event is out, and further models are to score it. */
  boolean isScoredBeside() {
    return event != null && hasBeside();
  }

  /**
   * Further models are to score it. Guarded by the queue's holder, as {@link #eventsTakenBefore}.
   */
  void waitsToBeScoredBeside(long eventsTaken) {
    eventsTakenBefore = eventsTaken;
  }

  /** How many events threads had taken when it came to wait. */
  long eventsTakenBefore() {
    return eventsTakenBefore;
  }

  /** Whether further models than that of its event were given to it. */
  boolean hasBeside() {
    return compared != null || shadow != null;
  }

  /** What further models are to find of it. */
  void forEachBeside(Consumer<Scoring> action) {
    if (compared != null) {
      action.accept(compared);
    }
    if (shadow != null) {
      action.accept(shadow);
    }
  }

  /** This review's share of the time that its batch took. */
  long nanos() {
    return own.nanos() + nanos(compared) + nanos(shadow);
  }

  private static long nanos(@Nullable Scoring beside) {
    return beside == null ? 0 : beside.nanos();
  }
}
