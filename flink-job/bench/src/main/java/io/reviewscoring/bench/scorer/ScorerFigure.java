package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.measure.Spread;

/**
 * What one engine does with one kind of reviews.
 *
 * @param variant what was chosen within the engine, for people
 * @param batch reviews that it is given at once
 * @param words in each review
 * @param rate reviews a second, of all threads together
 */
public record ScorerFigure(
    String engine, String variant, int batch, int threads, int words, Spread rate) {}
