package io.reviewscoring.job.message;

/** JSON can escape half a surrogate pair; UTF-8 can't carry it. */
public final class Unicode {
  private Unicode() {}

  /** The text with U+FFFD in place of each lone surrogate; the same object if there is none. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
