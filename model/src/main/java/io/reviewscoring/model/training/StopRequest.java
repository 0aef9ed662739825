package io.reviewscoring.model.training;

/** Whether a training is to end. Thread-safe. */
final class StopRequest {
  private volatile boolean made;

  void make() {
    made = true;
  }

  boolean isMade() {
    return made;
  }

  /**
   * Asked often where nothing is learnt yet that a stop would lose.
   *
   * @throws TrainingStopped if the training is to end
   */
  void check() {
    if (made) {
      throw new TrainingStopped();
    }
  }
}
