package io.reviewscoring.dashboard;

/**
 * What an aggregate says of one product in one window, early or final.
 *
 * @param windowStart inclusive, event time, epoch milliseconds UTC
 * @param windowEnd exclusive, event time, epoch milliseconds UTC
 * @param positive of {@code count} reviews
 */
record WindowResult(
    String productId, long windowStart, long windowEnd, long count, long positive) {}
