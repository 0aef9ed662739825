package io.reviewscoring.model.text;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * What stands between two blanks, as people read it: lower case, one form of each letter, quote and
 * digit, nothing invisible. Working space, not thread-safe.
 */
final class Chunk {
  /** What U+0080 to U+009F are where Windows wrote them; 0 is nothing. */
  private static final String WINDOWS =
      "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
          + "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178";

  private static final int FIRST_CONTROL = 0x80;
  private static final int LAST_CONTROL = 0x9F;
  private static final int NEXT_LINE = 0x85;
  private static final int FIRST_WIDE = 0xFF01;
  private static final int LAST_WIDE = 0xFF5E;
  private static final int FINAL_SIGMA = 'ς';

  /** More marks are not put in order together, or a text of nothing else would take long. */
  private static final int MAX_CLUSTER = 32;

  private char[] chars = new char[64];
  private int length;

  /** Where the letter begins that is not in its one form yet; below 0 if there is none. */
  private int cluster = -1;

  /** Class of the last character. */
  private byte last;

  void clear() {
    length = 0;
    cluster = -1;
    last = CharacterClasses.BLANK;
  }

  /** The characters [at least length]. */
  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /**
   * Adds a character.
   *
   * @return false if it is a blank: the chunk ended before it
   */
  boolean add(int character) {
    int c = character;
    if (c >= FIRST_CONTROL && c <= LAST_CONTROL && c != NEXT_LINE) {
      c = WINDOWS.charAt(c - FIRST_CONTROL);
    }
    byte kind = CharacterClasses.of(c);
    switch (kind) {
      case CharacterClasses.BLANK -> {
        return false;
      }
      case CharacterClasses.DROPPED -> {
        return true;
      }
      case CharacterClasses.WORD -> {
        close();
        append(Character.toLowerCase(c));
      }
      case CharacterClasses.COMPLEX -> {
        close();
        cluster = length;
        append(c);
      }
      case CharacterClasses.MARK -> {
        if (!addMark(c)) {
          return true;
        }
      }
      case CharacterClasses.AS_IT_IS, CharacterClasses.EMOJI, CharacterClasses.REGIONAL -> {
        close();
        append(c);
      }
      default -> {
        close();
        addPunctuation(c, kind);
      }
    }
    last = kind;
    return true;
  }

  /**
   * Adds plain code units, as many as stand together.
   *
   * @return where they end
   */
  int addPlain(char[] units, int from, int to) {
    int end = from;
    while (end < to && CodeUnits.isPlain(units[end])) {
      end++;
    }
    if (end > from) {
      close();
      ensureRoom(end - from);
      for (int i = from; i < end; i++) {
        chars[length++] = CodeUnits.lowerCase(units[i]);
      }
      last = CharacterClasses.WORD;
    }
    return end;
  }

  /** A mark on no letter is left out, so that a sign like ≠ is the same in one character or two. */
  private boolean addMark(int c) {
    if (!CharacterClasses.isOfWords(last)) {
      return false;
    }
    if (cluster >= 0 && length - cluster > MAX_CLUSTER) {
      close();
      cluster = length;
    } else if (cluster < 0) {
      boolean composes = last == CharacterClasses.WORD;
      cluster = composes ? length - (Character.isLowSurrogate(chars[length - 1]) ? 2 : 1) : length;
    }
    append(c);
    return true;
  }

  private void addPunctuation(int c, byte kind) {
    switch (kind) {
      case CharacterClasses.APOSTROPHE -> {
        while (length > 0 && chars[length - 1] == '\\') {
          length--; // as programs escape it
        }
        append('\'');
      }
      case CharacterClasses.DASH -> append('-');
      case CharacterClasses.SLASH -> append('/');
      case CharacterClasses.STAR -> append('★');
      case CharacterClasses.HOLLOW_STAR -> append('☆');
      case CharacterClasses.FRACTION -> {
        append(' ');
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        parts.chars().forEach(unit -> append(unit == '\u2044' ? '/' : unit));
        append(' ');
      }
      default -> append(c >= FIRST_WIDE && c <= LAST_WIDE ? c - FIRST_WIDE + '!' : c);
    }
  }

  /** Brings the last letter, with what belongs to it, into its one form. */
  void close() {
    if (cluster < 0) {
      return;
    }
    String raw = new String(chars, cluster, length - cluster);
    StringBuilder lower = new StringBuilder(raw.length());
    Normalizer.normalize(raw, Normalizer.Form.NFKD)
        .codePoints()
        .forEach(c -> lower.appendCodePoint(c == FINAL_SIGMA ? 'σ' : Character.toLowerCase(c)));
    length = cluster;
    cluster = -1;
    Normalizer.normalize(lower, Normalizer.Form.NFC)
        .codePoints()
        .forEach(c -> append(CharacterClasses.of(c) == CharacterClasses.APOSTROPHE ? '\'' : c));
  }

  private void ensureRoom(int more) {
    if (length + more > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(length + more, 2 * chars.length));
    }
  }

  private void append(int c) {
    ensureRoom(2);
    if (c <= Character.MAX_VALUE) {
      chars[length++] = (char) c;
    } else {
      chars[length++] = Character.highSurrogate(c);
      chars[length++] = Character.lowSurrogate(c);
    }
  }
}
