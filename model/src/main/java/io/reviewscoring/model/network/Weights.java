package io.reviewscoring.model.network;

import org.jspecify.annotations.Nullable;

/**
 * What a network has learned, as flat row-major arrays. The arrays are large and not copied:
 * whoever makes or gets weights must not write into them afterwards. Two weights are equal only if
 * they are the same object.
 *
 * <p>The four gates of the LSTM stand in Keras' order: input, forget, candidate, output.
 */
public final class Weights implements NetworkWeights {
  private final float[] embedding;
  private final float[] convolution;
  private final float[] convolutionBias;
  private final float[] inputWeights;
  private final float[] recurrentWeights;
  private final float[] lstmBias;
  private final float[] denseWeights;
  private final float[] denseBias;
  private final @Nullable WideWeights wide;

  /**
   * Without a wide part.
   *
   * @param embedding {@code [vocabulary][embedding]}
   * @param convolution {@code [kernel][embedding][filters]}
   * @param convolutionBias {@code [filters]}
   * @param inputWeights {@code [filters][4 × units]}
   * @param recurrentWeights {@code [units][4 × units]}
   * @param lstmBias {@code [4 × units]}
   * @param denseWeights {@code [units]}, or {@code [2 × units]} (last output, maximum)
   * @param denseBias {@code [1]}
   */
  public Weights(
      float[] embedding,
      float[] convolution,
      float[] convolutionBias,
      float[] inputWeights,
      float[] recurrentWeights,
      float[] lstmBias,
      float[] denseWeights,
      float[] denseBias) {
    this.embedding = embedding;
    this.convolution = convolution;
    this.convolutionBias = convolutionBias;
    this.inputWeights = inputWeights;
    this.recurrentWeights = recurrentWeights;
    this.lstmBias = lstmBias;
    this.denseWeights = denseWeights;
    this.denseBias = denseBias;
    this.wide = null;
  }

  private Weights(Weights others, float[] weights, float[] bias, @Nullable WideWeights wide) {
    this.embedding = others.embedding;
    this.convolution = others.convolution;
    this.convolutionBias = others.convolutionBias;
    this.inputWeights = others.inputWeights;
    this.recurrentWeights = others.recurrentWeights;
    this.lstmBias = others.lstmBias;
    this.denseWeights = weights;
    this.denseBias = bias;
    this.wide = wide;
  }

  /** The same arrays with another wide part, or with none. */
  public Weights with(@Nullable WideWeights other) {
    return withDense(denseWeights, denseBias, other);
  }

  /** The same arrays but the dense unit's, with another wide part, or with none. */
  public Weights withDense(float[] weights, float[] bias, @Nullable WideWeights other) {
    return new Weights(this, weights, bias, other);
  }

  /** {@code [vocabulary][embedding]}. */
  public float[] embedding() {
    return embedding;
  }

  /** {@code [kernel][embedding][filters]}. */
  public float[] convolution() {
    return convolution;
  }

  /** {@code [filters]}. */
  public float[] convolutionBias() {
    return convolutionBias;
  }

  /** {@code [filters][4 × units]}. */
  public float[] inputWeights() {
    return inputWeights;
  }

  /** {@code [units][4 × units]}. */
  public float[] recurrentWeights() {
    return recurrentWeights;
  }

  /** {@code [4 × units]}. */
  public float[] lstmBias() {
    return lstmBias;
  }

  /** {@code [units]}, or {@code [2 × units]} (last output, maximum). */
  public float[] denseWeights() {
    return denseWeights;
  }

  /** {@code [1]}. */
  public float[] denseBias() {
    return denseBias;
  }

  /** What the wide part has learned; null if there is none. */
  public @Nullable WideWeights wide() {
    return wide;
  }
}
