package io.reviewscoring.demo;

/** Why the demo can't go on; the message is for the user. */
final class DemoException extends Exception {
  private static final long serialVersionUID = 1;

  /** The exit code of a wrong call. */
  static final int USAGE = 2;

  /** The exit code of something that broke on the way. */
  static final int FAILURE = 1;

  private final int exitCode;

  DemoException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A failure that another one caused; the message is {@code what} and the root's first line. */
  static DemoException because(String what, Throwable cause) {
    Throwable root = cause;
    for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
      root = next;
    }
    String why = root.getMessage();
    return new DemoException(
        FAILURE,
        what
            + ": "
            + (why == null ? root.getClass().getSimpleName() : why.lines().findFirst().orElse("")));
  }

  int exitCode() {
    return exitCode;
  }
}
