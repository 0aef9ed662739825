package io.reviewscoring.job.message;

import java.util.List;

/**
 * What two models say of the reviews of one window that both have scored. Replaces every earlier
 * comparison of the same pair and window, but for a late one.
 *
 * @param windowStart inclusive, epoch milliseconds UTC
 * @param windowEnd exclusive, epoch milliseconds UTC
 * @param meanDifference mean size of the differences of the scores
 * @param meanSigned mean of the other's score less the event's
 * @param largest the largest difference's size
 * @param labels nine counts: by the event's label, in the order POSITIVE, NEGATIVE, UNCERTAIN, of
 *     each the other's in the same order
 * @param differing how many have two labels
 * @param shareFrom where the 95 % interval of their share begins
 * @param shareTo where it ends
 * @param mostDifferent ten at most, each review once, the most different first
 * @param revision counts the results of this window from 1; 0 if late
 * @param isFinal true once, for the last result
 * @param isLate whether these are reviews that came after it: they are to be added
 */
public record Comparison(
    ModelPair pair,
    long windowStart,
    long windowEnd,
    long count,
    double meanDifference,
    double meanSigned,
    double largest,
    List<Long> labels,
    long differing,
    double shareFrom,
    double shareTo,
    List<MostDifferent> mostDifferent,
    long revision,
    boolean isFinal,
    boolean isLate) {

  /** The part of the reviews that have two labels. */
  public double share() {
    return (double) differing / count;
  }
}
