package io.reviewscoring.job.kafka;

/** Results that a checkpoint holds can't be committed any more; the message says why. */
public final class LostResultsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LostResultsException(String message) {
    super(message);
  }
}
