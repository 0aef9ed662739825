package io.reviewscoring.job.score;

import org.jspecify.annotations.Nullable;

/**
 * The models that score a review.
 *
 * @param model that makes its event
 * @param isCandidate whether that is the candidate and not the model in force
 * @param experiment null if none runs
 * @param compared the model in force, where it scores beside the candidate
 * @param shadow the shadow, where it scores beside
 */
record Assignment(
    ReadyModel model,
    boolean isCandidate,
    @Nullable String experiment,
    @Nullable ReadyModel compared,
    @Nullable ReadyModel shadow) {

  /** A model in force while no experiment runs. */
  static Assignment alone(ReadyModel model) {
    return new Assignment(model, false, null, null, null);
  }
}
