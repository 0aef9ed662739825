package io.reviewscoring.job.message;

/** Bytes that are no message of the expected kind; the message is one line for people. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedMessageException(String message) {
    super(message);
  }
}
