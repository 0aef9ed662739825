package io.reviewscoring.model.text;

/** Cuts a {@link Chunk} into tokens. Working space, not thread-safe. */
final class ChunkSplitter {
  private static final int MAX_WHOLE_DIGITS = 3;
  private static final int MAX_DECIMALS = 2;
  private static final int MAX_STARS = 10;

  /** What taggers set apart from the word before it; 't only behind an n. */
  private static final String[] PARTS = {"n't", "'s", "'m", "'d", "'re", "'ve", "'ll", "'t"};

  private final Emoticons emoticons = new Emoticons();
  private char[] chars = {};
  private int length;

  /** The last character, if it is a word's and the last of all. */
  private char ending;

  /**
   * Cuts.
   *
   * @param before the last character of the word before the chunk; 0 if there is none, or if more
   *     than blanks stand between
   * @return the same for the next chunk
   */
  char split(Chunk chunk, char before, Tokens tokens) {
    chunk.close();
    chars = chunk.chars();
    length = chunk.length();
    ending = length == 0 ? before : 0;
    int end;
    for (int at = 0; at < length; at = end) {
      int part = at == 0 && before != 0 ? part(before) : 0;
      if (part > 0) {
        tokens.extend(chars, 0, part);
        end = part;
      } else if (chars[at] == '\'') {
        end = at + 1;
      } else {
        end = isOfWord(at) ? word(at, tokens) : sign(at, tokens);
      }
    }
    return ending;
  }

  private boolean isOfWord(int at) {
    return CharacterClasses.isOfWord(chars, at, length);
  }

  private int width(int at) {
    return Character.charCount(Character.codePointAt(chars, at, length));
  }

  private boolean isDigit(int at) {
    return at < length && chars[at] >= '0' && chars[at] <= '9';
  }

  /** The end of the word that begins here: letters, digits, and what apostrophes hold together. */
  private int word(int from, Tokens tokens) {
    int rating = isDigit(from) ? rating(from) : -1;
    if (rating > 0) {
      tokens.add(chars, from, rating);
      return rating;
    }
    int end = endOfWord(from);
    int to = end;
    while (chars[to - 1] == '\'') {
      to--;
    }
    ending = to == length ? chars[to - 1] : 0;
    tokens.add(chars, from, withSingleApostrophes(from, to));
    return end;
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < length) {
      if (CodeUnits.isPlain(chars[end]) || chars[end] == '\'') {
        end++;
      } else if (isOfWord(end)) {
        end += width(end);
      } else {
        break;
      }
    }
    return end;
  }

  /** The end of the same with one apostrophe where several stand together. */
  private int withSingleApostrophes(int from, int to) {
    int kept = from + 1;
    for (int i = from + 1; i < to; i++) {
      if (chars[i] != '\'' || chars[i - 1] != '\'') {
        chars[kept++] = chars[i];
      }
    }
    return kept;
  }

  /** The end of the part of a word that the chunk begins with, 0 if it doesn't. */
  private int part(char before) {
    int end = endOfWord(0);
    for (String part : PARTS) {
      if (part.length() == end && isFirst(part) && (!part.equals("'t") || before == 'n')) {
        ending = end == length ? chars[end - 1] : 0;
        return end;
      }
    }
    return 0;
  }

  private boolean isFirst(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (chars[i] != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The end of so many out of so many, as 7.5/10, or -1: dates have a number more. */
  private int rating(int from) {
    if (from > 1 && isDigit(from - 2) && isWithinNumbers(from - 1)) {
      return -1;
    }
    int at = digits(from, MAX_WHOLE_DIGITS);
    int point = -1;
    if (at < length && (chars[at] == '.' || chars[at] == ',')) {
      int decimals = digits(at + 1, MAX_DECIMALS);
      if (decimals > at + 1) {
        point = at;
        at = decimals;
      }
    }
    if (at == length || chars[at] != '/') {
      return -1;
    }
    int end = digits(at + 1, MAX_WHOLE_DIGITS);
    if (end == at + 1
        || isOfWord(end)
        || (end < length && isWithinNumbers(end) && isDigit(end + 1))) {
      return -1;
    }
    if (point >= 0) {
      chars[point] = '.';
    }
    return end;
  }

  private boolean isWithinNumbers(int at) {
    return chars[at] == '/' || chars[at] == '.' || chars[at] == ',';
  }

  private int digits(int from, int most) {
    int at = from;
    while (at < from + most && isDigit(at)) {
      at++;
    }
    return at;
  }

  private boolean isBehindWord(int at) {
    return at > 0
        && CharacterClasses.isOfWords(CharacterClasses.of(Character.codePointBefore(chars, at, 0)));
  }

  private int sign(int at, Tokens tokens) {
    ending = 0;
    int end = at + width(at);
    switch (CharacterClasses.of(Character.codePointAt(chars, at, length))) {
      case CharacterClasses.EMOJI -> tokens.add(chars, at, end);
      case CharacterClasses.REGIONAL -> {
        boolean pair =
            end < length
                && CharacterClasses.of(Character.codePointAt(chars, end, length))
                    == CharacterClasses.REGIONAL;
        end += pair ? 2 : 0;
        tokens.add(chars, at, end);
      }
      case CharacterClasses.STAR, CharacterClasses.HOLLOW_STAR -> {
        while (end < length && (chars[end] == '★' || chars[end] == '☆')) {
          end++;
        }
        tokens.add(chars, at, Math.min(end, at + MAX_STARS));
      }
      default -> {
        int emoticon = emoticons.find(chars, at, length, isBehindWord(at));
        if (emoticon > 0) {
          tokens.add(emoticons.token(), 0, emoticons.length());
          end = emoticon;
        }
      }
    }
    return end;
  }
}
