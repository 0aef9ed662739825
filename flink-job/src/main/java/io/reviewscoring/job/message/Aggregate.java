package io.reviewscoring.job.message;

import java.util.List;
import java.util.Map;

/**
 * What the reviews of one product in one window say together. Replaces every earlier aggregate of
 * the same product and window.
 *
 * @param windowStart inclusive, epoch milliseconds UTC
 * @param windowEnd exclusive, epoch milliseconds UTC
 * @param histogram ten counts; scores from 0.1 × i to below 0.1 × (i + 1), 1.0 in the last
 * @param models reviews by the version of the model that scored them
 * @param candidates of these, by version, those that it scored as a candidate; empty while there is
 *     none
 * @param revision counts the results of this window from 1
 * @param isFinal true once, for the last result; only these are to be summed or compared
 */
public record Aggregate(
    String productId,
    long windowStart,
    long windowEnd,
    long count,
    long positive,
    long negative,
    long uncertain,
    double meanScore,
    float minScore,
    float maxScore,
    List<Long> histogram,
    Map<String, Long> models,
    Map<String, Long> candidates,
    long revision,
    boolean isFinal) {}
