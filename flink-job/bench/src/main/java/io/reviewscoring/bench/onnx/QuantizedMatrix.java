package io.reviewscoring.bench.onnx;

/**
 * A matrix as bytes: each column is divided by what makes its largest number 127, and rounded.
 *
 * @param values {@code [rows][columns]} row-major
 * @param scales {@code [columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QuantizedMatrix(byte[] values, float[] scales) {
  private static final int MOST = 127;

  static QuantizedMatrix of(float[] matrix, int columns) {
    float[] scales = new float[columns];
    for (int i = 0; i < matrix.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(matrix[i]) / MOST);
    }
    byte[] values = new byte[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      float scale = scales[i % columns];
      values[i] = (byte) (scale == 0 ? 0 : Math.round(matrix[i] / scale));
    }
    return new QuantizedMatrix(values, scales);
  }
}
