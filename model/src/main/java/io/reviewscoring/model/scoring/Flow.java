package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Shape;
import org.jspecify.annotations.Nullable;

/** What passes from one layer to the next for one review: the room of one thread. */
final class Flow {
  /** {@code [steps][width]}, a vector as one step: own rows, or those of tables. Only read. */
  final float[][] rows;

  /** Room for rows; none where all are a table's. */
  final float[][] own;

  /** Which steps are no masked pads; null if none is masked. Shared along the layers. */
  boolean @Nullable [] present;

  /** The ids that the first layer reads; of no meaning behind it. */
  int[] ids = new int[0];

  /** So many of the first steps see nothing but pads, and are the same for every review. */
  int pads;

  /** With room for rows. */
  Flow(Shape shape) {
    this.own = new float[shape.rows()][shape.width()];
    this.rows = own.clone();
  }

  /** For rows of tables. */
  Flow(int steps) {
    this.own = new float[0][];
    this.rows = new float[steps][];
  }

  /** Takes the steps of pads alone from a run over pads, and its own room for all others. */
  void begin(float[][] padRows, int count, boolean @Nullable [] mask) {
    pads = count;
    present = mask;
    System.arraycopy(padRows, 0, rows, 0, count);
    System.arraycopy(own, count, rows, count, own.length - count);
  }
}
