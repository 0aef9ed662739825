package io.reviewscoring.job.message;

import java.util.regex.Pattern;

/** Texts out of records as messages and reports show them, however long they are. */
public final class Excerpt {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Excerpt() {}

  /** The beginning on one line, with an ellipsis where more follows. */
  public static String of(String text, int maxChars) {
    String shown = CONTROL.matcher(beginning(text, maxChars)).replaceAll(" ");
    return text.length() <= maxChars ? shown : shown + "…";
  }

  /** The beginning, which does not end within a surrogate pair. */
  public static String beginning(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    boolean halves = Character.isHighSurrogate(text.charAt(maxChars - 1));
    return text.substring(0, halves ? maxChars - 1 : maxChars);
  }
}
