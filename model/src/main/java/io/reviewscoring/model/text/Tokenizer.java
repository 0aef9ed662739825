package io.reviewscoring.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits texts into tokens by one rule set.
 *
 * <p>Not thread-safe: it keeps its working space from text to text.
 */
public final class Tokenizer {
  private final RuleSet rules;
  private final TextEncoder encoder = new TextEncoder();

  public Tokenizer(RuleSet rules) {
    this.rules = rules;
  }

  /** All tokens of a text in their order. */
  public List<String> tokens(String text) {
    return switch (rules) {
      case KERAS -> keras(text);
      case REVIEW_TEXT -> reviewText(text);
    };
  }

  private static List<String> keras(String text) {
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

  private static List<String> reviewText(String text) {
    TokenStrings tokens = new TokenStrings();
    new ReviewText().read(text.toCharArray(), text.length(), tokens);
    return tokens.all();
  }

  /**
   * The fingerprints of {@link #tokens(String)}, without making a string per token.
   *
   * @param maxTokens how many fingerprints to keep at most, from the text's end; 1 or more
   */
  public TokenFingerprints fingerprints(String text, int maxTokens) {
    return rules == RuleSet.KERAS
        ? encoder.keras(text, maxTokens)
        : encoder.encode(text, maxTokens).by(rules);
  }
}
