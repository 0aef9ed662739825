package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * Turns a text's fingerprints into the row of ids that a network reads. A review begins with the
 * start id; a short one is padded in front, a long one loses its front, the start id first (Keras'
 * 'pre' padding and truncation). Training and serving both encode here.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SequenceEncoder {
  private final Vocabulary vocabulary;
  private final int length;

  /**
   * @param length ids in a row, 1 or more
   */
  public SequenceEncoder(Vocabulary vocabulary, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a row's length must be 1 or more, not " + length);
    }
    this.vocabulary = vocabulary;
    this.length = length;
  }

  /**
   * Fills a row.
   *
   * @param fingerprints the text's last tokens, in order; all of them, or at least as many as a row
   *     has places
   * @param tokens how many tokens the whole text has
   * @param row where the ids go, of the encoder's length
   * @return how many pads the row begins with
   */
  public int encode(long[] fingerprints, int tokens, int[] row) {
    if (row.length != length) {
      throw new IllegalArgumentException("the row has " + row.length + " places, not " + length);
    }
    if (fingerprints.length < Math.min(tokens, length)) {
      throw new IllegalArgumentException(
          "%s of %s tokens were kept, too few for a row of %s"
              .formatted(fingerprints.length, tokens, length));
    }
    int kept = Math.min(fingerprints.length, length);
    int firstWord = length - kept;
    for (int i = 0; i < kept; i++) {
      row[firstWord + i] = vocabulary.id(fingerprints[fingerprints.length - kept + i]);
    }
    if (firstWord == 0) {
      return 0;
    }
    int pads = firstWord - 1;
    row[pads] = Vocabulary.START;
    Arrays.fill(row, 0, pads, Vocabulary.PAD);
    return pads;
  }

  /**
   * A new row [length] of a text.
   *
   * @param text at least as many of its last fingerprints as a row has places, or all
   */
  public int[] row(TokenFingerprints text) {
    int[] row = new int[length];
    encode(text.values(), text.tokens(), row);
    return row;
  }

  /** How many tokens of an encoded row its vocabulary knows. */
  public static int knownTokens(int[] row) {
    int known = 0;
    for (int id : row) {
      if (id >= Vocabulary.FIRST_WORD) {
        known++;
      }
    }
    return known;
  }
}
