package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.RowEngine;

/**
 * An engine as it enters the comparison.
 *
 * @param name how tables call it
 * @param variant what was chosen within the engine, for people
 * @param engine with its batch
 * @param crew threads that call it
 * @param threads processors that it may use in all
 */
record Contender(String name, String variant, RowEngine engine, int crew, int threads) {

  static Contender of(String name, String variant, RowEngine engine, int threads) {
    return new Contender(name, variant, engine, threads, threads);
  }
}
