package io.reviewscoring.model.bundle;

/** A bundle was refused. Its message is one line for people. */
public final class BundleException extends Exception {
  /** Why a bundle was refused, for programs. */
  public enum Problem {
    UNREADABLE,
    TOO_LARGE,
    MISSING_ENTRY,
    CHANGED_ENTRY,
    UNKNOWN_FORMAT,
    UNKNOWN_ARCHITECTURE,
    UNKNOWN_TOKENIZER,
    BAD_WEIGHTS,
    BAD_VOCABULARY,
    GOLDEN_MISMATCH
  }

  private final Problem problem;
  private final String reason;

  public BundleException(Problem problem, String reason) {
    super(oneLine(reason));
    this.problem = problem;
    this.reason = oneLine(reason);
  }

  /** Takes texts from inside a bundle apart: a reason must not break a log line. */
  private static String oneLine(String text) {
    String line =
        text.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .limit(500)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.strip();
  }

  /** The kind of refusal. */
  public Problem problem() {
    return problem;
  }

  /** What is wrong, in one line. */
  public String reason() {
    return reason;
  }
}
