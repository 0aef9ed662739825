package io.reviewscoring.model.training;

/** Hears how a training goes, on the training's thread. */
public interface TrainingProgress {

  /** Says what is being done before the first epoch and after the last. */
  default void stage(String text) {}

  /**
   * A long piece of work of the stage begins.
   *
   * @param name of it
   * @param unit what is counted, in the plural
   * @param size how many there are
   */
  default void workStarted(String name, String unit, long size) {}

  /** How many are done. */
  default void workDone(long done) {}

  /** An epoch begins. Epochs count from 1. */
  default void epochStarted(int epoch, int epochs, int reviews) {}

  /** Reviews seen in this epoch so far, and the running mean of the loss. */
  default void step(int reviewsDone, double loss) {}

  /**
   * An epoch is over.
   *
   * @param accuracy on the reviews to choose by, each counted once
   * @param loss what it is chosen by: the mean log loss there, by the sources' weights
   * @param best whether that is the smallest so far
   */
  default void epochFinished(int epoch, double accuracy, double loss, boolean best) {}
}
