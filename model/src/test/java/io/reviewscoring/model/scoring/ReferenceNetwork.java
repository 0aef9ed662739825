package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.Arrays;

/** The network as its textbook has it: double precision, nothing folded, nothing skipped. */
final class ReferenceNetwork {
  private final Architecture a;
  private final Weights w;

  ReferenceNetwork(Architecture architecture, Weights weights) {
    this.a = architecture;
    this.w = weights;
  }

  double score(int[] row) {
    return sigmoid(logOdds(row));
  }

  double logOdds(int[] row) {
    double[] output = new double[a.lstmUnits()];
    double[] cell = new double[a.lstmUnits()];
    double[] maximum = new double[a.lstmUnits()];
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
    for (int step = 0; step < a.steps(); step++) {
      double[] input = pooled(row, step);
      double[] before = output.clone();
      for (int u = 0; u < a.lstmUnits(); u++) {
        double in = sigmoid(gate(0, u, input, before));
        double forget = sigmoid(gate(1, u, input, before));
        double candidate = Math.tanh(gate(2, u, input, before));
        double out = sigmoid(gate(3, u, input, before));
        cell[u] = forget * cell[u] + in * candidate;
        output[u] = out * Math.tanh(cell[u]);
        maximum[u] = Math.max(maximum[u], output[u]);
      }
    }
    double sum = w.denseBias()[0];
    for (int u = 0; u < a.lstmUnits(); u++) {
      sum += output[u] * w.denseWeights()[u];
      if (a.readsMaximum()) {
        sum += maximum[u] * w.denseWeights()[a.lstmUnits() + u];
      }
    }
    return sum;
  }

  private double[] pooled(int[] row, int step) {
    double[] pooled = new double[a.filters()];
    for (int f = 0; f < a.filters(); f++) {
      for (int p = 0; p < a.poolSize(); p++) {
        pooled[f] = Math.max(pooled[f], convolved(row, step * a.poolSize() + p, f));
      }
    }
    return pooled;
  }

  private double convolved(int[] row, int position, int filter) {
    double sum = w.convolutionBias()[filter];
    for (int tap = 0; tap < a.kernelSize(); tap++) {
      for (int e = 0; e < a.embeddingSize(); e++) {
        sum +=
            (double) w.embedding()[row[position + tap] * a.embeddingSize() + e]
                * w.convolution()[(tap * a.embeddingSize() + e) * a.filters() + filter];
      }
    }
    return sum;
  }

  private double gate(int gate, int unit, double[] input, double[] output) {
    int gates = 4 * a.lstmUnits();
    int column = gate * a.lstmUnits() + unit;
    double sum = w.lstmBias()[column];
    for (int f = 0; f < input.length; f++) {
      sum += input[f] * w.inputWeights()[f * gates + column];
    }
    for (int u = 0; u < output.length; u++) {
      sum += output[u] * w.recurrentWeights()[u * gates + column];
    }
    return sum;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
