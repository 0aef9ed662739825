package io.reviewscoring.model.training;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Cross-entropy of the sum of a network's log odds and others that are given: what those leave over
 * is what the network learns. Not thread-safe.
 */
final class OffsetLoss extends LossBinaryXENT {
  private static final long serialVersionUID = 1;

  private transient float[] offsets = {};

  /**
   * What is added from now on.
   *
   * @param now [examples of the next step]
   */
  void offsets(float[] now) {
    offsets = now;
  }

  private INDArray sum(INDArray logOdds) {
    return logOdds.add(Nd4j.create(offsets, new long[] {offsets.length, 1}, 'c'));
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray logOdds, IActivation sigmoid, INDArray mask, boolean average) {
    return super.computeScore(labels, sum(logOdds), sigmoid, mask, average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logOdds, IActivation sigmoid, INDArray mask) {
    return super.computeScoreArray(labels, sum(logOdds), sigmoid, mask);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logOdds, IActivation sigmoid, INDArray mask) {
    return super.computeGradient(labels, sum(logOdds), sigmoid, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray logOdds, IActivation sigmoid, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, logOdds, sigmoid, mask, average),
        computeGradient(labels, logOdds, sigmoid, mask));
  }
}
