package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A layer at work for one thread. */
abstract class Stage {
  /** What comes out, {@code [lanes]}. */
  final Flow[] out;

  private final PadRun pads;

  /**
   * @param pads what was recorded of pads alone; {@link PadRun#NONE} for the run that records
   */
  Stage(Shape output, int lanes, PadRun pads) {
    this.out = new Flow[lanes];
    Arrays.setAll(out, lane -> new Flow(output));
    this.pads = pads;
  }

  /** Computes the first so many reviews. */
  final void run(Flow[] in, int count) {
    for (int lane = 0; lane < count; lane++) {
      Flow to = out[lane];
      // The run that records has nothing to take.
      int before = recorded() ? padSteps(in[lane]) : 0;
      int behind = recorded() ? padStepsBehind(in[lane]) : 0;
      to.begin(pads.rows(), before, behind, mask(in[lane]));
    }
    compute(in, count);
  }

  /** How many of the first steps that come out see nothing but pads. */
  abstract int padSteps(Flow in);

  /** How many of the last steps that come out do, beside those; by default it doesn't say. */
  int padStepsBehind(Flow in) {
    return 0;
  }

  /** Which places of what comes out are none; by default it doesn't say. */
  boolean @Nullable [] mask(Flow in) {
    return null;
  }

  /** Computes the steps that are not pads' alone. */
  abstract void compute(Flow[] in, int count);

  /** What the layer remembered after so many steps of pads, if it remembers anything. */
  final float[] stateAfter(int steps) {
    return pads.states()[steps];
  }

  /** The same of its way backward. */
  final float[] stateBackwardAfter(int steps) {
    return pads.statesBackward()[steps];
  }

  final boolean recorded() {
    return pads.rows().length > 0;
  }

  /** What came of the last run of the first lane, which was over pads alone. */
  final PadRun record() {
    float[][] rows = new float[out[0].rows.length][];
    Arrays.setAll(rows, i -> out[0].rows[i].clone());
    return new PadRun(rows, states(), statesBackward());
  }

  /** What it remembers after each number of steps of the last run. */
  float[][] states() {
    return new float[0][];
  }

  /** The same of a way backward. */
  float[][] statesBackward() {
    return new float[0][];
  }
}
