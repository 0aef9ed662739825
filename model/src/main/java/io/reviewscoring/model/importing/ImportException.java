package io.reviewscoring.model.importing;

/** A model was not imported. Its message is one line for people. */
public final class ImportException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int MAX_CHARS = 500;

  ImportException(String reason) {
    super(oneLine(reason));
  }

  /** Takes texts from inside a file apart: a reason must not break a log line. */
  private static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .limit(MAX_CHARS)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }
}
