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
   * Of a unit that review-text may read otherwise than Keras does: of {@link #SIGNS}, of what is no
   * ASCII and no plain letter, and of ASCII's control characters but tab and line feed.
   */
  private static final int SIGN_BIT = 17;

  /** Those of ASCII; most of them differ only beside certain neighbours. */
  private static final String SIGNS = "<&`/'" + Emoticons.EYES;

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

  /**
   * 1 if an entry, or one of several put together by or, is of a unit that review-text may read
   * otherwise than Keras does, else 0.
   */
  static int sign(int entries) {
    return entries >>> SIGN_BIT & 1;
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
              | (CharacterClasses.of(unit) == CharacterClasses.WORD ? 0 : 1 << SIGN_BIT);
    }
    FILTERS.chars().forEach(unit -> entries[unit] = SEPARATOR);
    entries['\''] = '\'';
    SIGNS.chars().forEach(unit -> entries[unit] |= 1 << SIGN_BIT);
    return entries;
  }

  private static boolean isLowerCaseKnown(int unit) {
    return unit != LowerCase.CAPITAL_I_WITH_DOT
        && unit != LowerCase.CAPITAL_SIGMA
        && (unit < Character.MIN_HIGH_SURROGATE || unit >= FIRST_CASELESS_SURROGATE);
  }
}
