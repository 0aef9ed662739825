package io.reviewscoring.bench.engine;

/** An engine that can't be measured; the message is one line. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
