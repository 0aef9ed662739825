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

  /** So many of the last ones, as well; none where all are among the first. */
  int padsBehind;

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
  void begin(float[][] padRows, int before, int behind, boolean @Nullable [] mask) {
    pads = before;
    padsBehind = behind;
    present = mask;
    int end = own.length - behind;
    System.arraycopy(padRows, 0, rows, 0, before);
    System.arraycopy(own, before, rows, before, end - before);
    System.arraycopy(padRows, padRows.length - behind, rows, end, behind);
  }
}
