package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.Evaluation;

/** Hears how a training goes, on the training's thread. */
public interface TrainingProgress {

  /** Says what is being done before the first epoch and after the last. */
  default void stage(String text) {}

  /** An epoch begins. Epochs count from 1. */
  default void epochStarted(int epoch, int epochs, int reviews) {}

  /** Reviews seen in this epoch so far, and the running mean of the loss. */
  default void step(int reviewsDone, double loss) {}

  /** An epoch is over. */
  default void epochFinished(int epoch, Evaluation validation, boolean best) {}
}
