package io.reviewscoring.model.importing;

import java.util.Arrays;
import java.util.List;

/**
 * An array of a file: its sizes, and its numbers row-major.
 *
 * @param values of the shape's length; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
record Array(List<Integer> shape, float[] values) {

  /** The same without the first axis' others than one. */
  float[] row(int index) {
    int width = values.length / shape.get(0);
    return Arrays.copyOfRange(values, index * width, (index + 1) * width);
  }

  /** With the two axes of a matrix exchanged. */
  Array transposed() {
    int rows = shape.get(0);
    int columns = shape.get(1);
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return new Array(List.of(columns, rows), turned);
  }
}
