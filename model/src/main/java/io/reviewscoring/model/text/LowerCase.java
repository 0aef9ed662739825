package io.reviewscoring.model.text;

/**
 * Lower case by Unicode's default rules, as Python's {@code str.lower} has them. {@code
 * String.toLowerCase} is not used because it looks for the end of a word at every capital sigma
 * with rules of its own (other results than Python's) and in a time that grows with the square of
 * the text: 100,000 characters can keep it busy for half a minute.
 *
 * <p>Characters that Unicode got after version 13 (Java 17's) keep their case on Java 17; a later
 * Java knows them. They are letters of scripts that no review has been seen in.
 */
final class LowerCase {
  static final int CAPITAL_I_WITH_DOT = 0x130;
  static final int CAPITAL_SIGMA = 0x3A3;

  /** Punctuation that stands inside of words, by Unicode's property Word_Break. */
  private static final String WITHIN_WORDS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private LowerCase() {}

  static String of(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    int step;
    for (int i = 0; i < text.length(); i += step) {
      int c = text.codePointAt(i);
      step = Character.charCount(c);
      if (c == CAPITAL_I_WITH_DOT) {
        lower.append("i\u0307");
      } else if (c == CAPITAL_SIGMA) {
        lower.append(endsWord(text, i) ? 'ς' : 'σ');
      } else {
        lower.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return lower.toString();
  }

  private static boolean endsWord(String text, int at) {
    int before = at;
    int c = 0;
    do {
      if (before == 0) {
        return false;
      }
      c = text.codePointBefore(before);
      before -= Character.charCount(c);
    } while (isIgnorable(c));
    if (!isCased(c)) {
      return false;
    }
    for (int i = at + 1; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!isIgnorable(c)) {
        return !isCased(c);
      }
    }
    return true;
  }

  private static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  private static boolean isIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(c) >= 0;
    };
  }
}
