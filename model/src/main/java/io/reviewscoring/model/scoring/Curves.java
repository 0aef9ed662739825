package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;

/**
 * Functions of the general layers, on whole arrays. Sigmoid and tangent are the approximation of
 * {@link Gates}, so that they have the same bits on every machine.
 */
final class Curves {
  private Curves() {}

  /** Each number's function, in its place. */
  static void apply(Function function, float[] values) {
    switch (function) {
      case LINEAR -> {}
      case RELU -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Math.max(values[i], 0f);
        }
      }
      case TANH -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = tanh(values[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = sigmoid(values[i]);
        }
      }
    }
  }

  static float tanh(float x) {
    float clamped = Math.max(-Gates.LIMIT, Math.min(Gates.LIMIT, x));
    float square = clamped * clamped;
    return clamped * numerator(square) / denominator(square);
  }

  static float sigmoid(float x) {
    return Math.fma(0.5f, tanh(0.5f * x), 0.5f);
  }

  private static float numerator(float square) {
    float sum = Math.fma(square, Gates.N4, Gates.N3);
    sum = Math.fma(sum, square, Gates.N2);
    sum = Math.fma(sum, square, Gates.N1);
    return Math.fma(sum, square, Gates.N0);
  }

  private static float denominator(float square) {
    float sum = Math.fma(square, Gates.D4, Gates.D3);
    sum = Math.fma(sum, square, Gates.D2);
    sum = Math.fma(sum, square, Gates.D1);
    return Math.fma(sum, square, 1f);
  }
}
