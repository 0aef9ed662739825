package io.reviewscoring.model.text;

/**
 * Faces made of punctuation: eyes, perhaps a tear or a nose, and a mouth. Those that differ in the
 * nose, in eyes that are both open, in the mouth's bracket or in how often it stands there are one
 * token. And hearts.
 */
final class Emoticons {
  static final String EYES = ":;=";

  /** What an emoticon may go on with. */
  static final String BEHIND_EYES = "-')]}([{dDpPoO/\\|*";

  private static final String SMILES = ")]}";
  private static final String FROWNS = "([{";

  /** Mouths that mean something else where they touch a word: {@code http://}. */
  private static final String AMBIGUOUS = "dpo/\\|*";

  private final char[] token = new char[3];
  private int length;

  /**
   * The end of the emoticon that begins at a separator, -1 if there is none.
   *
   * @param chars in lower case, up to {@code end}
   * @param behindWord whether a word stands right before it
   */
  int find(char[] chars, int at, int end, boolean behindWord) {
    length = 0;
    if (chars[at] == '<') {
      return heart(chars, at, end);
    }
    if (EYES.indexOf(chars[at]) < 0) {
      return -1;
    }
    token[length++] = chars[at] == ';' ? ';' : ':';
    int mouth = at + 1;
    if (mouth < end && chars[mouth] == '\'') {
      token[length++] = '\'';
      mouth++;
    }
    if (mouth < end && chars[mouth] == '-') {
      mouth++;
    }
    return mouth < end ? mouth(chars, mouth, end, behindWord) : -1;
  }

  private int mouth(char[] chars, int at, int end, boolean behindWord) {
    char mouth = chars[at];
    int behind = at + 1;
    if (SMILES.indexOf(mouth) >= 0 || FROWNS.indexOf(mouth) >= 0) {
      while (behind < end && chars[behind] == mouth) {
        behind++;
      }
      token[length++] = SMILES.indexOf(mouth) >= 0 ? ')' : '(';
    } else if (AMBIGUOUS.indexOf(mouth) >= 0 && !behindWord) {
      if (behind < end && chars[behind] == '/') {
        return -1;
      }
      token[length++] = mouth == '\\' ? '/' : mouth;
    } else {
      return -1;
    }
    return CharacterClasses.isOfWord(chars, behind, end) ? -1 : behind;
  }

  private int heart(char[] chars, int at, int end) {
    token[length++] = '<';
    int three = at + 1;
    if (three < end && chars[three] == '/') {
      token[length++] = '/';
      three++;
    }
    if (three == end || chars[three] != '3' || CharacterClasses.isOfWord(chars, three + 1, end)) {
      return -1;
    }
    token[length++] = '3';
    return three + 1;
  }

  /** The token of the last one found [length]. */
  char[] token() {
    return token;
  }

  int length() {
    return length;
  }
}
