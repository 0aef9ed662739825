package io.reviewscoring.model.text;

/**
 * What each UTF-16 code unit is to the tokenizer, in one look: its lower case, or that it separates
 * tokens, or that its lower case is not known from the unit alone. And whether Keras' rules and
 * review-text's may differ where it stands.
 */
final class CodeUnits {
  /** Of a separator. The sign bit, so that a shift makes a mask of it. */
  static final int SEPARATOR = 1 << 31;

  /** Of a unit whose lower case only {@link LowerCase} knows. */
  static final int LOWER_CASE_UNKNOWN = 1 << 16;

  /**
   * Signs that review-text may read otherwise than Keras does: {@code <} and {@code `} wherever
   * they stand, the others as their neighbours say. The first one's entry has the bit {@link
   * #FIRST_SIGN}, the next one's the next.
   */
  static final String SIGNS = "<&`/'" + Emoticons.EYES;

  static final int FIRST_SIGN = 17;

  /**
   * Of other units that review-text may read otherwise: what is no ASCII and no plain letter, and
   * ASCII's control characters but tab and line feed.
   */
  static final int DIFFERS = 1 << (FIRST_SIGN + SIGNS.length());

  /** A bit for each of the signs, and one for {@link #DIFFERS}. */
  static final int KINDS = (2 << SIGNS.length()) - 1;

  /**
   * An entry for each unit [65536]: flags, and in the low 16 bits the lower case. A text in one
   * script touches a few cache lines of it.
   */
  static final int[] ENTRIES = entries();

  private static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";

  /** U+1F000, the first character past the last script with letter case, begins with it. */
  private static final char FIRST_CASELESS_SURROGATE = 0xD83C;

  private CodeUnits() {}

  static boolean isSeparator(char unit) {
    return ENTRIES[unit] < 0;
  }

  /** Whether it is of a word by both rule sets, and nothing but its lower case is to be done. */
  static boolean isPlain(char unit) {
    return ENTRIES[unit] >>> Character.SIZE == 0;
  }

  /** Of a plain unit. */
  static char lowerCase(char plain) {
    return (char) ENTRIES[plain];
  }

  /** Whether it separates by both rule sets, and review-text joins n't to the word before it. */
  static boolean isBlank(char unit) {
    return unit == ' ' || unit == '\n' || unit == '\t';
  }

  private static int[] entries() {
    int[] entries = new int[Character.MAX_VALUE + 1];
    for (int unit = 0; unit < entries.length; unit++) {
      entries[unit] =
          Character.toLowerCase((char) unit)
              | (isLowerCaseKnown(unit) ? 0 : LOWER_CASE_UNKNOWN)
              | (CharacterClasses.of(unit) == CharacterClasses.WORD ? 0 : DIFFERS);
    }
    FILTERS.chars().forEach(unit -> entries[unit] = SEPARATOR);
    entries['\''] = '\'';
    for (int i = 0; i < SIGNS.length(); i++) {
      entries[SIGNS.charAt(i)] |= 1 << (FIRST_SIGN + i);
    }
    return entries;
  }

  private static boolean isLowerCaseKnown(int unit) {
    return unit != LowerCase.CAPITAL_I_WITH_DOT
        && unit != LowerCase.CAPITAL_SIGMA
        && (unit < Character.MIN_HIGH_SURROGATE || unit >= FIRST_CASELESS_SURROGATE);
  }
}
