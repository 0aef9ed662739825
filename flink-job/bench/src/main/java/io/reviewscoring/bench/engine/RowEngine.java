package io.reviewscoring.bench.engine;

/**
 * A way to run a network, set to one batch size. Safe for use by many threads; a scorer is for one.
 */
public interface RowEngine extends AutoCloseable {

  /** How tables call it. */
  String name();

  /** How many rows it is given at once. */
  int batch();

  /**
   * A scorer for one thread, to be closed by it.
   *
   * @throws EngineException if the engine does not run here
   */
  RowScorer open();

  @Override
  default void close() {}
}
