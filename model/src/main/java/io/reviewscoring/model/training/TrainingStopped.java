package io.reviewscoring.model.training;

/** Ends a training that was stopped before it had anything to keep. */
final class TrainingStopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingStopped() {
    super("stopped before there was anything to keep", null, false, false);
  }
}
