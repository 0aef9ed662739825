package io.reviewscoring.model.text;

import java.util.List;

/**
 * Finds character references and tags in a text. A tag is one of HTML's elements, a comment or a
 * declaration; what else stands in angle brackets is read as words. Nothing is looked at twice
 * because of the same angle bracket, so that no text takes long. Working space, not thread-safe.
 */
final class Markup {
  /** Elements that stand within a line of text: their tags separate no words. */
  private static final NameTable INLINE =
      new NameTable(
          List.of(
              ("a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp"
                      + " small span strike strong sub sup tt u var wbr")
                  .split(" ", -1)));

  private static final NameTable SEPARATING =
      new NameTable(
          List.of(
              ("address area article aside audio base blink blockquote body br button canvas"
                      + " caption center col colgroup data datalist dd details dialog dir div dl dt"
                      + " embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4"
                      + " h5 h6 head header hgroup hr html iframe img input label legend li link"
                      + " main map marquee menu meta meter nav noscript object ol optgroup option"
                      + " output p param picture pre progress rp rt ruby script section select"
                      + " source style summary svg table tbody td template textarea tfoot th thead"
                      + " time title tr track ul video")
                  .split(" ", -1)));

  /** Of {@code <br />}, by far the most frequent tag. */
  private static final int BREAK_LENGTH = 6;

  private static final int MAX_CODE_DIGITS = 8;
  private static final int MAX_NAME = 32;

  private char[] units = {};
  private int length;
  private int first;
  private int second;
  private boolean separates;

  /** From here on no comment ends. */
  private int noCommentEnd;

  /** Turns to a text. */
  void read(char[] text, int textLength) {
    units = text;
    length = textLength;
    noCommentEnd = textLength;
  }

  /**
   * The end of the character reference at an ampersand, -1 if there is none. An ampersand that was
   * escaped once more, any number of times, is the same.
   */
  int reference(int ampersand) {
    int at = ampersand + 1;
    while (isNext("amp;", at)) {
      at += 4;
    }
    int end = at < length && units[at] == '#' ? numeric(at + 1) : named(at);
    if (end < 0 && at > ampersand + 1) {
      first = '&';
      second = 0;
      return at;
    }
    return end;
  }

  /** What the last reference stands for. */
  int first() {
    return first;
  }

  /** What else it stands for; mostly 0, nothing. */
  int second() {
    return second;
  }

  private int numeric(int from) {
    boolean hex = from < length && (units[from] | 0x20) == 'x';
    int start = hex ? from + 1 : from;
    long code = 0;
    int at = start;
    while (at < length && at - start < MAX_CODE_DIGITS) {
      int digit = units[at] < 0x80 ? Character.digit(units[at], hex ? 16 : 10) : -1;
      if (digit < 0) {
        break;
      }
      code = code * (hex ? 16 : 10) + digit;
      at++;
    }
    if (at == start) {
      return -1;
    }
    boolean exists = code > 0 && code <= Character.MAX_CODE_POINT && !isHalf((int) code);
    first = exists ? (int) code : 0xFFFD;
    second = 0;
    return at < length && units[at] == ';' ? at + 1 : at;
  }

  private static boolean isHalf(int code) {
    return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
  }

  private int named(int from) {
    long hash = Fingerprint.SEED;
    int at = from;
    while (at < length && at - from < MAX_NAME && isLetterOrDigit(units[at])) {
      hash = Fingerprint.add(hash, units[at++]);
    }
    if (at == from) {
      return -1;
    }
    boolean semicolon = at < length && units[at] == ';';
    int place = References.find(Fingerprint.finish(hash), semicolon);
    if (place < 0 || (!semicolon && at < length && units[at] == '=')) {
      return -1;
    }
    first = References.first(place);
    second = References.second(place);
    return semicolon ? at + 1 : at;
  }

  /**
   * The end of a tag, -1 if there is none.
   *
   * @param from behind its opening angle bracket
   * @param escaped whether that was a reference, so that the closing one may be one, too
   */
  int tag(int from, boolean escaped) {
    if (from < length && (units[from] == '!' || units[from] == '?')) {
      return declaration(from, escaped);
    }
    int at = from < length && units[from] == '/' ? from + 1 : from;
    long hash = Fingerprint.SEED;
    int start = at;
    boolean prefixed = false;
    while (at < length && (isLetterOrDigit(units[at]) || (units[at] == ':' && at > start))) {
      prefixed |= units[at] == ':';
      hash = Fingerprint.add(hash, (char) (units[at] | 0x20)); // of digits and ':' it is set
      at++;
    }
    if (at == start) {
      return -1;
    }
    long name = Fingerprint.finish(hash);
    separates = prefixed || SEPARATING.find(name) >= 0;
    return separates || INLINE.find(name) >= 0 ? closing(at, escaped) : -1;
  }

  /** Whether the last tag separates words. */
  boolean separates() {
    return separates;
  }

  private int declaration(int from, boolean escaped) {
    char next = from + 1 < length ? units[from + 1] : ' ';
    if (next != '-' && next != '[' && !isLetterOrDigit(next)) {
      return -1;
    }
    separates = true;
    if (isNext("!--", from) && from < noCommentEnd) {
      for (int at = from + 3; at < length; at++) {
        if (isNext("-->", at)) {
          return at + 3;
        }
      }
      noCommentEnd = from;
    }
    return closing(from + 1, escaped);
  }

  /**
   * The end of the first closing bracket outside of quotes, or, if there is none before the next
   * opening one, of the first at all.
   */
  private int closing(int from, boolean escaped) {
    int any = -1;
    char quote = 0;
    char before = 0;
    int end;
    for (int at = from; at < length; at = end) {
      char unit = units[at];
      end = at + 1;
      if (unit == '&' && escaped) {
        int reference = reference(at);
        if (reference > 0) {
          unit = first <= Character.MAX_VALUE ? (char) first : 0;
          end = reference;
        }
      }
      if (unit == '<') {
        return any;
      }
      if (unit == '>') {
        any = any < 0 ? end : any;
        if (quote == 0) {
          return end;
        }
      } else if (quote != 0) {
        quote = unit == quote ? 0 : quote;
      } else if (before == '=' && (unit == '"' || unit == '\'')) {
        quote = unit;
      }
      before = unit;
    }
    return any;
  }

  private boolean isNext(String wanted, int at) {
    if (at + wanted.length() > length) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (units[at + i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The end of line breaks that begin at an opening bracket; the bracket if there is none. */
  static int afterBreaks(char[] text, int bracket, int textLength) {
    int end = bracket;
    while (isBreak(text, end, textLength)) {
      end += BREAK_LENGTH;
    }
    return end;
  }

  /** Whether a line break stands here. */
  private static boolean isBreak(char[] text, int at, int textLength) {
    return at + BREAK_LENGTH <= textLength
        && text[at] == '<'
        && text[at + 1] == 'b'
        && text[at + 2] == 'r'
        && text[at + 3] == ' '
        && text[at + 4] == '/'
        && text[at + 5] == '>';
  }

  /** Whether it is a letter or a digit of ASCII. */
  static boolean isLetterOrDigit(char unit) {
    int lower = unit | 0x20;
    return (lower >= 'a' && lower <= 'z') || (unit >= '0' && unit <= '9');
  }
}
