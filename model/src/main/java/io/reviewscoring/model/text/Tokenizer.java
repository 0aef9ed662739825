package io.reviewscoring.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into tokens exactly as Keras' {@code text_to_word_sequence} does with its default
 * arguments: lower case, every filter character becomes a space, split on spaces alone, empty
 * tokens dropped. A carriage return, a no-break space or a typographic dash is therefore part of a
 * token, and so is an apostrophe.
 *
 * <p>Not thread-safe: it keeps its working space from text to text.
 */
public final class Tokenizer {
  /** The rule set's name, as bundles state it. */
  public static final String NAME = "keras-text-to-word-sequence";

  /** A longer text gets working space of its own, so that none is kept for good. */
  private static final int MAX_KEPT_UNITS = 1 << 14;

  private TokenHashes kept = new TokenHashes(0);

  /** All tokens of a text in their order. */
  public List<String> tokens(String text) {
    String lower = LowerCase.of(text);
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lower.length(); i++) {
      if (i == lower.length() || CodeUnits.isSeparator(lower.charAt(i))) {
        if (i > start) {
          tokens.add(lower.substring(start, i));
        }
        start = i + 1;
      }
    }
    return tokens;
  }

  /**
   * The fingerprints of {@link #tokens(String)}, without making a string per token: nothing but
   * what is returned is allocated, except for texts of over {@value #MAX_KEPT_UNITS} characters and
   * for those with a capital sigma, a dotted capital I or letters past U+FFFF.
   *
   * @param maxTokens how many fingerprints to keep at most, from the text's end; 1 or more
   */
  public TokenFingerprints fingerprints(String text, int maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, not " + maxTokens);
    }
    TokenHashes hashes = spaceFor(text);
    if (!hashes.find(text)) {
      String lower = LowerCase.of(text);
      hashes = spaceFor(lower);
      hashes.find(lower);
    }
    return new TokenFingerprints(hashes.last(maxTokens), hashes.tokens());
  }

  private TokenHashes spaceFor(String text) {
    int units = text.length();
    if (units > MAX_KEPT_UNITS) {
      return new TokenHashes(units);
    }
    if (units > kept.capacity()) {
      kept = new TokenHashes(Math.min(2 * units, MAX_KEPT_UNITS));
    }
    return kept;
  }
}
