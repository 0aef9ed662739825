package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.List;

/**
 * A bundle's network in DL4J: the reference that the scorer is held against, for those who measure.
 * For one thread; {@link #close}, by the same one, gives the native memory back.
 */
public final class ReferenceNetwork implements AutoCloseable {
  private final Dl4jNetwork network;

  private ReferenceNetwork(Dl4jNetwork network) {
    this.network = network;
  }

  /** The network with these weights. */
  public static ReferenceNetwork of(Architecture architecture, Weights weights) {
    return new ReferenceNetwork(Dl4jNetwork.of(architecture, weights));
  }

  /**
   * The probability of positive for each row, all rows at once.
   *
   * @param rows ids {@code [reviews][sequenceLength]}, at least one row
   */
  public float[] score(List<int[]> rows) {
    return network.score(rows, rows.size());
  }

  @Override
  public void close() {
    network.close();
  }
}
