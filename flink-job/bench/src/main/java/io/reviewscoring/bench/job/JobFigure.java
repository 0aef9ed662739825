package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;

/**
 * What one kind of job did.
 *
 * @param batch reviews that the engine scored at once
 * @param delivery guarantee of the sinks
 * @param slots parallelism
 * @param words in each review
 * @param rate events a second
 */
public record JobFigure(
    String engine, int batch, String delivery, int slots, int words, Spread rate) {}
