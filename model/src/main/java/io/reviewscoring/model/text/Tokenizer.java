package io.reviewscoring.model.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a text into tokens exactly as Keras' {@code text_to_word_sequence} does with its default
 * arguments: lower case, every filter character becomes a space, split on spaces alone, empty
 * tokens dropped. A carriage return, a no-break space or a typographic dash is therefore part of a
 * token, and so is an apostrophe.
 *
 * <p>Stateless and safe for use by many threads.
 */
public final class Tokenizer {
  /** The rule set's name, as bundles state it. */
  public static final String NAME = "keras-text-to-word-sequence";

  private static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  private final boolean[] separator = new boolean[128];

  public Tokenizer() {
    separator[' '] = true;
    for (int i = 0; i < FILTERS.length(); i++) {
      separator[FILTERS.charAt(i)] = true;
    }
  }

  /** All tokens of a text in their order. */
  public List<String> tokens(String text) {
    String lower = LowerCase.of(text);
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lower.length(); i++) {
      if (i == lower.length() || isSeparator(lower.charAt(i))) {
        if (i > start) {
          tokens.add(lower.substring(start, i));
        }
        start = i + 1;
      }
    }
    return tokens;
  }

  /**
   * The fingerprints of {@link #tokens(String)}, without making a string per token.
   *
   * @param maxTokens how many fingerprints to keep at most, from the text's end; 1 or more
   */
  public TokenFingerprints fingerprints(String text, int maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, not " + maxTokens);
    }
    String source = isAscii(text) ? text : LowerCase.of(text);
    int capacity = Math.min(maxTokens, source.length() / 2 + 1);
    long[] ring = new long[capacity];
    int tokens = 0;
    int next = 0;
    long hash = Fingerprint.SEED;
    boolean inToken = false;
    for (int i = 0; i <= source.length(); i++) {
      char c = i < source.length() ? source.charAt(i) : ' ';
      if (!isSeparator(c)) {
        hash = Fingerprint.add(hash, c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
        inToken = true;
      } else if (inToken) {
        ring[next] = Fingerprint.finish(hash);
        next = next + 1 == capacity ? 0 : next + 1;
        tokens++;
        hash = Fingerprint.SEED;
        inToken = false;
      }
    }
    return new TokenFingerprints(inOrder(ring, next, tokens), tokens);
  }

  private static long[] inOrder(long[] ring, int next, int tokens) {
    if (tokens < ring.length) {
      return Arrays.copyOf(ring, tokens);
    }
    if (next == 0) {
      return ring;
    }
    long[] values = new long[ring.length];
    System.arraycopy(ring, next, values, 0, ring.length - next);
    System.arraycopy(ring, 0, values, ring.length - next, next);
    return values;
  }

  private boolean isSeparator(char c) {
    return c < separator.length && separator[c];
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
