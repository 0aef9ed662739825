package io.reviewscoring.model.scoring;

/**
 * What a layer makes of a row of pads alone. Immutable once it was recorded; safe for use by many
 * threads.
 *
 * @param rows what comes out {@code [steps][width]}
 * @param states what the layer remembers after so many steps; empty if it remembers nothing
 * @param statesBackward the same of its way backward
 */
@SuppressWarnings("ArrayRecordComponent") // one for each layer, never compared
record PadRun(float[][] rows, float[][] states, float[][] statesBackward) {
  /** Before anything was recorded. */
  static final PadRun NONE = new PadRun(new float[0][], new float[0][], new float[0][]);
}
