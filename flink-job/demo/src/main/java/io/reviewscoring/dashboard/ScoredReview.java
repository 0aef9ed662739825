package io.reviewscoring.dashboard;

import io.reviewscoring.job.message.Label;
import io.reviewscoring.model.explanation.WordEffect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scored review as its event tells it.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param score probability of positive, 0 to 1
 * @param previousScore of the version before an edit
 * @param evidence the words that moved the score most; empty when the event has none
 * @param text shortened for the page; null when the topic carries none
 */
record ScoredReview(
    String reviewId,
    String productId,
    long timestamp,
    double score,
    Label label,
    @Nullable String labelReason,
    int tokens,
    int knownTokens,
    String modelVersion,
    @Nullable Double previousScore,
    List<WordEffect> evidence,
    @Nullable String text) {}
