package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * Turns a text's fingerprints into the row of ids that a network reads. In the layout of {@link
 * RowLayout#of} a review begins with the start id; a short one is padded in front, a long one loses
 * its front, the start id first (Keras' 'pre' padding and truncation). Training and serving both
 * encode here.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SequenceEncoder {
  private final Vocabulary vocabulary;
  private final int length;
  private final RowLayout layout;

  /** In the layout of the models that are trained here. */
  public SequenceEncoder(Vocabulary vocabulary, int length) {
    this(vocabulary, length, RowLayout.of(Math.max(1, length)));
  }

  /**
   * In any layout.
   *
   * @param length ids in a row, 1 or more
   */
  public SequenceEncoder(Vocabulary vocabulary, int length, RowLayout layout) {
    if (length < 1) {
      throw new IllegalArgumentException("a row's length must be 1 or more, not " + length);
    }
    this.vocabulary = vocabulary;
    this.length = length;
    this.layout = layout;
  }

  /**
   * Fills a row.
   *
   * @param fingerprints the text's last tokens, in order; all of them, or at least as many as the
   *     layout looks at
   * @param tokens how many tokens the whole text has
   * @param row where the ids go, of the encoder's length
   * @return how many pads the row begins with
   */
  public int encode(long[] fingerprints, int tokens, int[] row) {
    if (row.length != length) {
      throw new IllegalArgumentException("the row has " + row.length + " places, not " + length);
    }
    int looked = layout.looksFurtherBack() ? layout.tokens() : length;
    if (fingerprints.length < Math.min(tokens, looked)) {
      throw new IllegalArgumentException(
          "%s of %s tokens were kept, too few for a row of %s"
              .formatted(fingerprints.length, tokens, length));
    }
    int first = Math.max(0, fingerprints.length - looked);
    return layout.truncation() == RowLayout.Side.PRE
        ? fillFromBehind(fingerprints, first, row)
        : fillFromFront(fingerprints, first, row);
  }

  /** What doesn't fit is at the text's front. */
  private int fillFromBehind(long[] fingerprints, int first, int[] row) {
    int at = length;
    for (int i = fingerprints.length - 1; i >= first && at > 0; i--) {
      int id = id(fingerprints[i]);
      if (id >= 0) {
        row[--at] = id;
      }
    }
    if (layout.start() && at > 0) {
      row[--at] = Vocabulary.START;
    }
    if (layout.padding() == RowLayout.Side.PRE) {
      Arrays.fill(row, 0, at, Vocabulary.PAD);
      return at;
    }
    System.arraycopy(row, at, row, 0, length - at);
    Arrays.fill(row, length - at, length, Vocabulary.PAD);
    return 0;
  }

  /** What doesn't fit is at the text's end. */
  private int fillFromFront(long[] fingerprints, int first, int[] row) {
    int count = 0;
    if (layout.start()) {
      row[count++] = Vocabulary.START;
    }
    for (int i = first; i < fingerprints.length && count < length; i++) {
      int id = id(fingerprints[i]);
      if (id >= 0) {
        row[count++] = id;
      }
    }
    if (layout.padding() == RowLayout.Side.POST) {
      Arrays.fill(row, count, length, Vocabulary.PAD);
      return 0;
    }
    int pads = length - count;
    System.arraycopy(row, 0, row, pads, count);
    Arrays.fill(row, 0, pads, Vocabulary.PAD);
    return pads;
  }

  /** A token's id; -1 if it gets none. */
  private int id(long fingerprint) {
    int id = vocabulary.id(fingerprint);
    if (id != Vocabulary.UNKNOWN) {
      return id;
    }
    return switch (layout.unknown()) {
      case ID -> id;
      case PAD -> Vocabulary.PAD;
      case DROPPED -> -1;
    };
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
