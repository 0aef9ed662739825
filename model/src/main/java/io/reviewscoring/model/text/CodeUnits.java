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
  static final int NOT_ALONE = 1 << 16;

  /**
   * Signs whose neighbours decide whether review-text reads otherwise than Keras does: the first
   * one's entry has the bit {@link #FIRST_SIGN}, the next one's the next.
   */
  static final String SIGNS = "<&`/':;=";

  static final int FIRST_SIGN = 17;

  /** Of other units that review-text may read otherwise: what is no ASCII and no plain letter. */
  static final int DIFFERS = 1 << (FIRST_SIGN + SIGNS.length());

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

  /** Whether it separates by both rule sets, and review-text joins n't to the word before it. */
  static boolean isBlank(char unit) {
    return unit == ' ' || unit == '\n' || unit == '\t';
  }

  private static int[] entries() {
    int[] entries = new int[Character.MAX_VALUE + 1];
    for (int unit = 0; unit < entries.length; unit++) {
      entries[unit] =
          Character.toLowerCase((char) unit)
              | (isAlone(unit) ? 0 : NOT_ALONE)
              | (CharacterClasses.of(unit) == CharacterClasses.WORD ? 0 : DIFFERS);
    }
    FILTERS.chars().forEach(unit -> entries[unit] = SEPARATOR);
    entries['\''] = '\'';
    for (int i = 0; i < SIGNS.length(); i++) {
      entries[SIGNS.charAt(i)] |= 1 << (FIRST_SIGN + i);
    }
    return entries;
  }

  private static boolean isAlone(int unit) {
    return unit != LowerCase.CAPITAL_I_WITH_DOT
        && unit != LowerCase.CAPITAL_SIGMA
        && (unit < Character.MIN_HIGH_SURROGATE || unit >= FIRST_CASELESS_SURROGATE);
  }
}
