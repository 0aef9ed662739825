package io.reviewscoring.model.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a text's tokens become the row of ids that a network reads.
 *
 * @param start whether the start id stands before a text's first token
 * @param unknown what becomes of a token that the vocabulary doesn't have
 * @param padding on which side a short text is padded
 * @param truncation on which side a long text loses tokens
 * @param tokens how many of a text's last tokens are looked at at all: those of a row, unless the
 *     row may need more of them
 */
public record RowLayout(boolean start, Unknown unknown, Side padding, Side truncation, int tokens) {
  private static final int MAX_TOKENS = 10_000;

  /** What becomes of an unknown token. */
  public enum Unknown {
    /** It gets the unknown id. */
    ID,
    /** It gets the pads' id. */
    PAD,
    /** It is left out, and its neighbours become each other's. */
    DROPPED;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A side of a row, by Keras' names. */
  public enum Side {
    /** In front. */
    PRE,
    /** Behind. */
    POST;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException in one line, if the number of tokens is out of bounds
   */
  public RowLayout {
    if (tokens < 1 || tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "tokens must be from 1 to %s, not %s".formatted(MAX_TOKENS, tokens));
    }
  }

  /** That of the models that are trained here: a start, pads in front, the front cut off. */
  public static RowLayout of(int tokens) {
    return new RowLayout(true, Unknown.ID, Side.PRE, Side.PRE, tokens);
  }

  /** Whether a row of so many ids may need more than so many of a text's last tokens. */
  public boolean looksFurtherBack() {
    return unknown == Unknown.DROPPED || truncation == Side.POST;
  }
}
