package io.reviewscoring.bench.job;

/**
 * How long reviews took from the broker's append, in milliseconds.
 *
 * @param during what this is about, for people
 * @param reviews how many
 * @param appendP50 half of the events were appended within this time
 * @param visibleP50 half of the events were seen by a read-committed consumer within this time
 */
public record LatencyFigure(
    String during,
    int reviews,
    double appendP50,
    double appendP99,
    double visibleP50,
    double visibleP99) {}
