package io.reviewscoring.model.text;

/**
 * Turns texts into fingerprints of their tokens, by all rule sets at once: the rules are a model's,
 * and which model will score a text need not be known. Reads a text once by Keras' rules; only
 * around characters that review-text may read otherwise it is read once more.
 *
 * <p>Not thread-safe: it keeps its working space from text to text.
 */
public final class TextEncoder {
  /** A longer text gets working space of its own, so that none is kept for good. */
  private static final int MAX_KEPT_UNITS = 1 << 14;

  private KerasPass keptPass = new KerasPass(0);
  private final Spots keptSpots = new Spots();
  private final ReviewText keptReader = new ReviewText();
  private final FingerprintTokens keptTokens = new FingerprintTokens();

  /**
   * The fingerprints of a text's tokens. Nothing but what is returned is allocated, except for
   * texts of over {@value #MAX_KEPT_UNITS} characters and those with characters that have
   * decompositions or whose lower case depends on others.
   *
   * @param maxTokens how many to keep at most of each rule set, from the text's end; 1 or more
   */
  public EncodedText encode(String text, int maxTokens) {
    checkMost(maxTokens);
    KerasPass pass = spaceFor(text);
    boolean large = text.length() > MAX_KEPT_UNITS;
    Spots spots = large ? new Spots() : keptSpots;
    boolean lowerCaseKnown = pass.find(text);
    if (lowerCaseKnown && !spots.find(pass)) {
      return new EncodedText(pass.last(maxTokens), null);
    }
    FingerprintTokens tokens = large ? new FingerprintTokens() : keptTokens;
    ReviewText reader = large ? new ReviewText() : keptReader;
    tokens.clear();
    if (lowerCaseKnown) {
      reader.readAlong(pass, spots, tokens);
    } else {
      reader.read(pass.units(), pass.length(), tokens);
      pass = passOverLowerCase(text);
    }
    return new EncodedText(pass.last(maxTokens), tokens.lastUnless(pass, maxTokens));
  }

  /** The same by Keras' rules alone. */
  TokenFingerprints keras(String text, int maxTokens) {
    checkMost(maxTokens);
    KerasPass pass = spaceFor(text);
    return (pass.find(text) ? pass : passOverLowerCase(text)).last(maxTokens);
  }

  private static void checkMost(int maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, not " + maxTokens);
    }
  }

  private KerasPass passOverLowerCase(String text) {
    String lower = LowerCase.of(text);
    KerasPass pass = spaceFor(lower);
    pass.find(lower);
    return pass;
  }

  private KerasPass spaceFor(String text) {
    int units = text.length();
    if (units > MAX_KEPT_UNITS) {
      return new KerasPass(units);
    }
    if (units > keptPass.capacity()) {
      keptPass = new KerasPass(Math.min(2 * units, MAX_KEPT_UNITS));
    }
    return keptPass;
  }
}
