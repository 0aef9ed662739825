package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;

/**
 * What one release did.
 *
 * @param state backend and how much it holds
 * @param rate events a second
 * @param processorMicros processor time an event, broker included
 * @param besideScoring the same less that of the scoring threads
 */
public record ReleaseFigure(
    String state, String release, Spread rate, Spread processorMicros, Spread besideScoring) {}
