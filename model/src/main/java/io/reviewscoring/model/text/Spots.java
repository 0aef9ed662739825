package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * The places of a text where Keras' rules and review-text's may give other tokens. Most texts have
 * none or few, and most of their signs are found to be harmless by their neighbours. Working space,
 * not thread-safe.
 */
final class Spots {
  private int[] places = new int[16];
  private int count;

  /**
   * Finds them.
   *
   * @param pass that has found the text's tokens
   * @return whether there are any
   */
  boolean find(KerasPass pass) {
    count = 0;
    char[] units = pass.units();
    for (int i = 0; i < pass.signedSteps(); i++) {
      int step = pass.signedStep(i);
      for (int left = signs(units, step); left != 0; left &= left - 1) {
        int at = step + Integer.numberOfTrailingZeros(left);
        if (differs(units, at)) {
          add(at);
        }
      }
    }
    return count > 0;
  }

  /** A bit for each unit of a step, set where it may differ; without a branch, as the pass. */
  private static int signs(char[] units, int step) {
    int signs = 0;
    for (int i = 0; i < KerasPass.STEP; i++) {
      signs |= CodeUnits.sign(CodeUnits.ENTRIES[units[step + i]]) << i;
    }
    return signs;
  }

  private static boolean differs(char[] units, int at) {
    return switch (units[at]) {
      case '\'' -> isApostropheAtAnEdge(units, at);
      case '/' -> at > 0 && isDigit(units[at - 1]);
      case '&' -> units[at + 1] == '#' || Markup.isLetterOrDigit(units[at + 1]);
      case ':', ';', '=' -> Emoticons.BEHIND_EYES.indexOf(units[at + 1]) >= 0;
      default -> true;
    };
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
