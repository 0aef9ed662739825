package io.reviewscoring.model.evaluation;

import java.util.List;

/**
 * Reviews of like lengths.
 *
 * @param fromTokens the shortest; 0 for the first group, whose texts may have no tokens
 * @param toTokens the longest; {@link Integer#MAX_VALUE} for the last group
 */
public record LengthGroup(int fromTokens, int toTokens, ScoredReviews reviews) {

  /** The longest of each group but the last. */
  static final List<Integer> BORDERS = List.of(10, 30, 100);

  /** The lengths, for people. */
  public String name() {
    if (fromTokens == 0) {
      return "up to " + toTokens;
    }
    return toTokens == Integer.MAX_VALUE ? "from " + fromTokens : fromTokens + " to " + toTokens;
  }
}
