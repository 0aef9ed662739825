package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells texts that are the same but for case, punctuation and spelling of characters: those that
 * {@link RuleSet#REVIEW_TEXT} reads alike. Not thread-safe.
 */
public final class SameWords {
  private static final int MAX_TOKENS = 1 << 16;

  private final Tokenizer tokenizer = new Tokenizer(RuleSet.REVIEW_TEXT);
  private final Set<Long> seen = new HashSet<>();

  /** Whether no text with these words was added before; from now on there is one. */
  boolean add(String text) {
    return seen.add(key(text));
  }

  /** Adds the texts of reviews. */
  public void addAll(List<LabelledReview> reviews) {
    reviews.forEach(review -> add(review.text()));
  }

  /** Whether a text with these words was added. */
  public boolean contains(String text) {
    return seen.contains(key(text));
  }

  /** 64 bits: of a million texts two different ones are taken for the same once in 10 million. */
  private long key(String text) {
    TokenFingerprints words = tokenizer.fingerprints(text, MAX_TOKENS);
    long key = words.tokens();
    for (long word : words.values()) {
      key = (key + word) * 0x9e3779b97f4a7c15L;
      key ^= key >>> 32;
    }
    return key;
  }
}
