package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Recurrent.Ways;
import io.reviewscoring.model.network.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recurrent layer, one way or both. */
final class RecurrentStage extends Stage {
  private final Recurrent layer;
  private final List<Way> ways;
  private final List<Outputs> outputs;

  RecurrentStage(Recurrent layer, List<Way.Learned> learned, Shape input, int lanes, PadRun pads) {
    super(layer.output(input), lanes, pads);
    this.layer = layer;
    this.ways =
        learned.stream()
            .map(each -> new Way(each, input.steps(), input.width(), lanes, !recorded()))
            .toList();
    this.outputs =
        layer.ways() == Ways.FORWARD
            ? List.of(new Outputs(0, false))
            : List.of(
                new Outputs(0, false),
                new Outputs(layer.ways() == Ways.BOTH ? layer.units() : 0, true));
  }

  @Override
  int padSteps(Flow in) {
    return layer.sequences() && layer.ways() == Ways.FORWARD ? in.pads : 0;
  }

  @Override
  boolean @Nullable [] mask(Flow in) {
    return layer.sequences() ? in.present : null;
  }

  @Override
  void compute(Flow[] in, int count) {
    // A way needs no pads that all of them begin with.
    leastPads(in, recorded() ? count : 0);
    int pads = in[0].pads;
    if (layer.ways() == Ways.FORWARD) {
      ways.get(0).run(in, count, pads > 0 ? stateAfter(pads) : null, outputs.get(0));
      return;
    }
    for (int lane = 0; lane < count; lane++) {
      for (float[] row : out[lane].own) {
        Arrays.fill(row, 0f);
      }
    }
    // Sequences want the outputs at the pads, too.
    boolean begun = pads > 0 && !layer.sequences();
    ways.get(0).run(in, count, begun ? stateAfter(pads) : null, outputs.get(0));
    int behind = in[0].padsBehind;
    begun = behind > 0 && !layer.sequences();
    ways.get(1).run(in, count, begun ? stateBackwardAfter(behind) : null, outputs.get(1));
  }

  /** Each review is left with as many pads as all of them have; with none, if none counts. */
  private static void leastPads(Flow[] in, int count) {
    int pads = count == 0 ? 0 : Integer.MAX_VALUE;
    int behind = pads;
    for (int lane = 0; lane < count; lane++) {
      pads = Math.min(pads, in[lane].pads);
      behind = Math.min(behind, in[lane].padsBehind);
    }
    for (Flow each : in) {
      each.pads = pads;
      each.padsBehind = behind;
    }
  }

  @Override
  float[][] states() {
    return ways.get(0).states();
  }

  @Override
  float[][] statesBackward() {
    return ways.size() == 1 ? super.statesBackward() : ways.get(1).states();
  }

  /** Puts a way's outputs where they belong in the rows that come out. */
  private final class Outputs implements Way.Outputs {
    private final int column;

    /** Whether they are added to what the other way has put there. */
    private final boolean second;

    Outputs(int column, boolean second) {
      this.column = column;
      this.second = second;
    }

    @Override
    public void put(int lane, int step, float[] outputs, int at) {
      if (layer.sequences()) {
        add(outputs, at, out[lane].own[step]);
      }
    }

    @Override
    public void skip(int lane, int step, float[] outputs, int at) {
      // Keras' Bidirectional gives zeros there, a layer alone what it gave last.
      if (layer.sequences() && layer.ways() == Ways.FORWARD) {
        add(outputs, at, out[lane].own[step]);
      }
    }

    @Override
    public void last(int lane, float[] outputs, int at) {
      if (!layer.sequences()) {
        add(outputs, at, out[lane].own[0]);
      }
    }

    private void add(float[] outputs, int from, float[] row) {
      if (second && layer.ways() == Ways.SUM) {
        for (int unit = 0; unit < layer.units(); unit++) {
          row[unit] += outputs[from + unit];
        }
      } else {
        System.arraycopy(outputs, from, row, column, layer.units());
      }
    }
  }
}
