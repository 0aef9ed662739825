package io.reviewscoring.bench.engine;

/**
 * Keras itself; all scorers share its process.
 *
 * @param process that has the network
 */
public record KerasEngine(KerasProcess process, int batch) implements RowEngine {

  @Override
  public String name() {
    return "keras";
  }

  @Override
  public RowScorer open() {
    return new RowScorer() {
      @Override
      public void score(int[][] rows, int from, int to, float[] scores) {
        process.score(rows, from, to, scores);
      }

      @Override
      public void close() {}
    };
  }
}
