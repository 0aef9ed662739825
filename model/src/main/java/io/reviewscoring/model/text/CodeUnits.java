package io.reviewscoring.model.text;

/**
 * What each UTF-16 code unit is to the tokenizer, in one look: its lower case, or that it separates
 * tokens, or that its lower case is not known from the unit alone.
 */
final class CodeUnits {
  /** Of a separator, the whole entry. The sign bit, so that a shift makes a mask of it. */
  static final int SEPARATOR = 1 << 31;

  /** Of a unit whose lower case only {@link LowerCase} knows. */
  static final int NOT_ALONE = 1 << 16;

  /**
   * An entry for each unit [65536]: flags, and in the low 16 bits the lower case. A text in one
   * script touches a few cache lines of it.
   */
  static final int[] ENTRIES = entries();

  private static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  /** U+1F000, the first character past the last script with letter case, begins with it. */
  private static final char FIRST_CASELESS_SURROGATE = 0xD83C;

  private CodeUnits() {}

  static boolean isSeparator(char unit) {
    return ENTRIES[unit] < 0;
  }

  private static int[] entries() {
    int[] entries = new int[Character.MAX_VALUE + 1];
    for (int unit = 0; unit < entries.length; unit++) {
      entries[unit] = Character.toLowerCase((char) unit) | (isAlone(unit) ? 0 : NOT_ALONE);
    }
    (FILTERS + " ").chars().forEach(unit -> entries[unit] = SEPARATOR);
    return entries;
  }

  private static boolean isAlone(int unit) {
    return unit != LowerCase.CAPITAL_I_WITH_DOT
        && unit != LowerCase.CAPITAL_SIGMA
        && (unit < Character.MIN_HIGH_SURROGATE || unit >= FIRST_CASELESS_SURROGATE);
  }
}
