package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * The places of a text where Keras' rules and review-text's may give other tokens. Most texts have
 * none or few, and most of their signs are found to be harmless by their neighbours. Working space,
 * not thread-safe.
 */
final class Spots {
  /** So many are sorted one by one. */
  private static final int FEW = 32;

  private int[] places = new int[16];
  private int count;

  /**
   * Finds them.
   *
   * @param text one that {@code pass} has found the tokens of
   * @return whether there are any
   */
  boolean find(String text, KerasPass pass) {
    count = 0;
    char[] units = pass.units();
    for (int left = pass.signs(); left != 0; left &= left - 1) {
      int kind = Integer.numberOfTrailingZeros(left);
      if (kind == CodeUnits.SIGNS.length()) {
        findOthers(units, pass.length());
      } else {
        find(text, units, CodeUnits.SIGNS.charAt(kind));
      }
    }
    sort();
    return count > 0;
  }

  private void sort() {
    if (count > FEW) {
      Arrays.sort(places, 0, count);
      return;
    }
    for (int i = 1; i < count; i++) {
      int place = places[i];
      int at = i;
      for (; at > 0 && places[at - 1] > place; at--) {
        places[at] = places[at - 1];
      }
      places[at] = place;
    }
  }

  private void find(String text, char[] units, char sign) {
    int next;
    for (int at = text.indexOf(sign); at >= 0; at = next) {
      // Line breaks come in pairs; to search takes longer than to look.
      next = inNextBreak(units, at, text.length(), sign);
      next = next < 0 ? text.indexOf(sign, at + 1) : next;
      boolean differs =
          switch (sign) {
            case '<', '`' -> true;
            case '\'' -> isApostropheAtAnEdge(units, at);
            case '/' -> at > 0 && isDigit(units[at - 1]);
            case '&' -> units[at + 1] == '#' || Markup.isLetterOrDigit(units[at + 1]);
            default -> Emoticons.BEHIND_EYES.indexOf(units[at + 1]) >= 0;
          };
      if (differs) {
        add(at);
      }
    }
  }

  /**
   * Where a sign of a line break stands in the next one, right behind it; below 0 if there is none.
   */
  private static int inNextBreak(char[] text, int at, int textLength, char sign) {
    int bracket = sign == '<' ? at : sign == '/' ? at - Markup.SLASH_IN_BREAK : -1;
    return bracket >= 0
            && Markup.isBreak(text, bracket, textLength)
            && Markup.isBreak(text, bracket + Markup.BREAK_LENGTH, textLength)
        ? at + Markup.BREAK_LENGTH
        : -1;
  }

  private void findOthers(char[] units, int length) {
    for (int i = 0; i < length; i++) {
      if ((CodeUnits.ENTRIES[units[i]] & CodeUnits.DIFFERS) != 0) {
        add(i);
      }
    }
  }

  /** Of a word, or of what may be n't, or where several stand together; mostly it is not. */
  private static boolean isApostropheAtAnEdge(char[] units, int at) {
    if (at < 2) {
      return true;
    }
    char next = units[at + 1];
    char before = units[at - 1];
    // Signs of entries say what separates: one branch for all that is seldom.
    int begins = CodeUnits.ENTRIES[units[at - 2]] & (((before | 0x20) ^ 'n') - 1);
    return (CodeUnits.ENTRIES[next] | CodeUnits.ENTRIES[before] | begins) < 0 || next == '\'';
  }

  private static boolean isDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }

  private void add(int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count++] = place;
  }

  int count() {
    return count;
  }

  /** One of them, in ascending order. */
  int place(int spot) {
    return places[spot];
  }
}
