package io.reviewscoring.model.text;

/**
 * What each UTF-16 code unit is to the tokenizer, in one look: its lower case, or that it separates
 * tokens, or that its lower case is not known from the unit alone. And whether Keras' rules and
 * review-text's may differ where it stands, alone or behind another unit.
 */
final class CodeUnits {
  /** Of a separator. The sign bit, so that a shift makes a mask of it. */
  static final int SEPARATOR = 1 << 31;

  /** Of a unit whose lower case only {@link LowerCase} knows. */
  static final int NOT_ALONE = 1 << 16;

  /** Of a unit whose neighbourhood is to be read by review-text's rules. */
  static final int DIFFERS = 1 << 23;

  /** Set in a unit that is to be read so if the unit before it has the same bits behind it. */
  static final int SECOND = 0x3F << 17;

  /** How far a unit's bits as the first of two are from those as the second. */
  static final int FIRST_SHIFT = 7;

  /** Of an n as the first of two: to be taken back where it doesn't begin a token. */
  static final int FIRST_N;

  /**
   * An entry for each unit [65536]: flags, and in the low 16 bits the lower case. A text in one
   * script touches a few cache lines of it.
   */
  static final int[] ENTRIES;

  private static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n ";

  /** U+1F000, the first character past the last script with letter case, begins with it. */
  private static final char FIRST_CASELESS_SURROGATE = 0xD83C;

  static {
    ENTRIES = entries();
    for (int unit = 0; unit < 0x80; unit++) {
      if (ENTRIES[unit] < 0) {
        pair(0, (char) unit, '\'');
        pair(1, '\'', (char) unit);
      }
    }
    pair(1, '\'', '\'');
    for (char digit = '0'; digit <= '9'; digit++) {
      pair(2, digit, '/');
    }
    for (char eyes : Emoticons.EYES.toCharArray()) {
      for (char next : Emoticons.BEHIND_EYES.toCharArray()) {
        pair(3, eyes, next);
      }
    }
    pair(4, 'n', '\'');
    pair(4, 'N', '\'');
    for (char unit = 'A'; unit <= 'Z'; unit++) {
      pair(5, '&', unit);
      pair(5, '&', Character.toLowerCase(unit));
    }
    pair(5, '&', '#');
    FIRST_N = first(4);
  }

  private CodeUnits() {}

  static boolean isSeparator(char unit) {
    return ENTRIES[unit] < 0;
  }

  /** Whether it separates by both rule sets, and review-text joins n't to the word before it. */
  static boolean isBlank(char unit) {
    return unit == ' ' || unit == '\n' || unit == '\t';
  }

  private static int first(int kind) {
    return 1 << (17 + FIRST_SHIFT + kind);
  }

  private static void pair(int kind, char one, char next) {
    ENTRIES[one] |= first(kind);
    ENTRIES[next] |= 1 << (17 + kind);
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
    entries['<'] |= DIFFERS;
    entries['`'] |= DIFFERS;
    entries['\''] = '\'';
    return entries;
  }

  private static boolean isAlone(int unit) {
    return unit != LowerCase.CAPITAL_I_WITH_DOT
        && unit != LowerCase.CAPITAL_SIGMA
        && (unit < Character.MIN_HIGH_SURROGATE || unit >= FIRST_CASELESS_SURROGATE);
  }
}
