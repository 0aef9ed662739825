package io.reviewscoring.job.cli;

/** A command that cannot go on; the message is one line for the person who gave it. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The command, as given, can't work. */
  static final int USAGE = 2;

  /** The command was fine, and failed. */
  static final int FAILURE = 1;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
