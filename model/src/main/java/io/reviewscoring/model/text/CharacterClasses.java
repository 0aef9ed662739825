package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * What each character is to the rule set review-text. A table, made from Unicode 13, so that what a
 * later Java knows of characters changes nothing: those that came later are {@link #AS_IT_IS}.
 */
final class CharacterClasses {
  /** Of words, and nothing but lower case is to be done. */
  static final byte WORD = 'w';

  /** Of words, and its compatibility decomposition is another. */
  static final byte COMPLEX = 'c';

  /** A mark, or what else belongs to the character before it. */
  static final byte MARK = 'm';

  /** Of words, unassigned in Unicode 13 or for private use. */
  static final byte AS_IT_IS = 'u';

  static final byte APOSTROPHE = 'q';
  static final byte SEPARATOR = 's';

  /** A separator, too, and so are those that follow. */
  static final byte DASH = 'h';

  static final byte SLASH = 'l';
  static final byte FRACTION = 'f';
  static final byte BLANK = 'b';

  /** Not seen, or not told from what it stands with: a soft hyphen, a tone of skin. */
  static final byte DROPPED = 'd';

  static final byte EMOJI = 'e';

  /** Half a flag. */
  static final byte REGIONAL = 'r';

  static final byte STAR = 't';
  static final byte HOLLOW_STAR = 'o';

  /** Of the first plane [65536]. */
  private static final byte[] BASIC = new byte[Character.MAX_VALUE + 1];

  /** First characters of ranges past it, ascending, and the ranges' classes. */
  private static final int[] STARTS;

  private static final byte[] CLASSES;

  static {
    byte[] all = new byte[Character.MAX_CODE_POINT + 1];
    Arrays.fill(all, AS_IT_IS);
    for (String line : Tables.lines("character-classes.txt")) {
      String[] ranges = line.split(" ", -1);
      for (int i = 1; i < ranges.length; i++) {
        int dash = ranges[i].indexOf('-');
        int first = Integer.parseInt(dash < 0 ? ranges[i] : ranges[i].substring(0, dash), 16);
        int last = dash < 0 ? first : Integer.parseInt(ranges[i].substring(dash + 1), 16);
        Arrays.fill(all, first, last + 1, (byte) line.charAt(0));
      }
    }
    System.arraycopy(all, 0, BASIC, 0, BASIC.length);
    int[] starts = new int[all.length - BASIC.length];
    int count = 0;
    for (int c = BASIC.length; c < all.length; c++) {
      if (c == BASIC.length || all[c] != all[c - 1]) {
        starts[count++] = c;
      }
    }
    STARTS = Arrays.copyOf(starts, count);
    CLASSES = new byte[count];
    for (int i = 0; i < count; i++) {
      CLASSES[i] = all[STARTS[i]];
    }
  }

  private CharacterClasses() {}

  static byte of(int c) {
    if (c < BASIC.length) {
      return BASIC[c];
    }
    int found = Arrays.binarySearch(STARTS, c);
    return CLASSES[found >= 0 ? found : -found - 2];
  }

  /** Whether tokens that are words hold such characters. */
  static boolean isOfWords(byte kind) {
    return kind == WORD || kind == COMPLEX || kind == MARK || kind == AS_IT_IS;
  }

  /** Whether such a character stands at a place before the end. */
  static boolean isOfWord(char[] chars, int at, int end) {
    return at < end && isOfWords(of(Character.codePointAt(chars, at, end)));
  }
}
