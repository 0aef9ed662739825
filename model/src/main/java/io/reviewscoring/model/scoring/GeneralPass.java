package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reviews' way through the layers of a general network: the scratch arrays of one thread. */
final class GeneralPass implements Pass {
  private final GeneralNetwork network;
  private final List<Stage> stages;

  /** The rows of words, {@code [lanes]}. */
  private final Flow[] words;

  /**
   * {@code [lanes][sequenceLength]}: which ids are none of a pad; none where pads aren't masked.
   */
  private final boolean[][] present;

  /** One row alone. */
  private final int[][] alone = new int[1][];

  private final float[] aloneLogOdds = new float[1];

  /**
   * @param padRuns what each layer makes of pads; {@link PadRun#NONE} for the pass that records it
   */
  GeneralPass(GeneralNetwork network, List<PadRun> padRuns) {
    LayeredNetwork layers = network.network;
    int lanes = network.kernels.lanes();
    this.network = network;
    this.stages = network.stages(lanes, padRuns);
    this.words = new Flow[lanes];
    Arrays.setAll(words, lane -> new Flow(layers.sequenceLength()));
    this.present = new boolean[layers.mask() ? lanes : 0][layers.sequenceLength()];
  }

  @Override
  public int lanes() {
    return words.length;
  }

  @Override
  public float logOdds(int[] row, int padSteps) {
    alone[0] = row;
    logOdds(alone, 1, padSteps, aloneLogOdds);
    return aloneLogOdds[0];
  }

  @Override
  public void logOdds(int[][] rows, int count, int padSteps, float[] logOdds) {
    for (int lane = 0; lane < count; lane++) {
      look(rows[lane], lane, padSteps);
    }
    Flow[] flows = words;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      stage.run(flows, count);
      flows = stage.out;
    }
    for (int lane = 0; lane < count; lane++) {
      logOdds[lane] = flows[lane].rows[0][0];
    }
  }

  private void look(int[] row, int lane, int pads) {
    Flow flow = words[lane];
    flow.ids = row;
    flow.pads = pads;
    flow.padsBehind = pads == row.length ? 0 : padsBehind(row);
    if (network.words != null) {
      for (int i = 0; i < row.length; i++) {
        flow.rows[i] = network.words.rows[row[i]];
      }
    }
    if (present.length > 0) {
      flow.present = present[lane];
      for (int i = 0; i < row.length; i++) {
        present[lane][i] = row[i] != Vocabulary.PAD;
      }
    }
  }

  private static int padsBehind(int[] row) {
    int pads = 0;
    while (pads < row.length && row[row.length - 1 - pads] == Vocabulary.PAD) {
      pads++;
    }
    return pads == row.length ? 0 : pads;
  }

  /** What each layer makes of a row of pads alone. */
  List<PadRun> record() {
    int[] pads = new int[network.network.sequenceLength()];
    Arrays.fill(pads, Vocabulary.PAD);
    float unused = logOdds(pads, 0);
    List<PadRun> runs = new ArrayList<>();
    stages.forEach(stage -> runs.add(stage.record()));
    return runs;
  }
}
