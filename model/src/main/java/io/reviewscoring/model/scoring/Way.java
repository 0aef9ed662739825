package io.reviewscoring.model.scoring;

import org.jspecify.annotations.Nullable;

/** A recurrent layer's way through sequences in one direction: the scratch arrays of one thread. */
final class Way {

  /**
   * What it has learned, for all threads.
   *
   * @param input {@code [width][gates × units]}; null where the words' products are looked up
   * @param table the words' products with the bias {@code [vocabulary][gates × units]}; null where
   *     it doesn't read words
   * @param bias {@code [gates × units]}
   */
  @SuppressWarnings("ArrayRecordComponent") // one for each layer, never compared
  record Learned(
      @Nullable Matrix input,
      @Nullable WordTable table,
      float[] bias,
      Step.Maker steps,
      boolean backward) {}

  private final Learned learned;
  private final Matrix.@Nullable Product input;
  private final Step step;
  private final int steps;

  /** What the inputs give a step {@code [lanes][gates × units]}: a table's rows, or own ones. */
  private final float[][] inputs;

  private final float[][] own;

  /** What a step reads {@code [lanes]}. */
  private final float[][] read;

  /** Which review stands in each of the places that the steps are taken in. */
  private final int[] laneAt;

  /** The next step of each review, and the one behind its last. */
  private final int[] next;

  /** After each step {@code [steps + 1]}, of a run that records; empty otherwise. */
  private final float[][] states;

  Way(Learned learned, int steps, int lanes, boolean records) {
    this.learned = learned;
    this.input = learned.input == null ? null : learned.input.newProduct();
    this.steps = steps;
    this.step = learned.steps.newStep(lanes);
    this.own = new float[learned.table == null ? lanes : 0][learned.bias.length];
    this.inputs = new float[lanes][];
    this.read = new float[lanes][];
    this.laneAt = new int[lanes];
    this.next = new int[lanes];
    this.states = new float[records ? steps + 1 : 0][];
  }

  /**
   * Goes through sequences.
   *
   * @param begun what it remembers after the pads on the side that it begins on, as many as the
   *     reviews say; null to begin before them
   * @param to receives the outputs
   */
  void run(Flow[] in, int count, float @Nullable [] begun, Outputs to) {
    int active = count;
    for (int lane = 0; lane < count; lane++) {
      laneAt[lane] = lane;
      int from = begun == null ? 0 : learned.backward ? in[lane].padsBehind : in[lane].pads;
      next[lane] = learned.backward ? steps - 1 - from : from;
      step.clear(lane);
      if (begun != null) {
        step.load(lane, begun);
      }
    }
    remember(0);
    active = advance(in, active, to);
    while (active > 0) {
      for (int slot = 0; slot < active; slot++) {
        int lane = laneAt[slot];
        if (learned.table != null) {
          inputs[slot] = learned.table.rows[in[lane].ids[next[lane]]];
        } else {
          inputs[slot] = own[slot];
          read[slot] = in[lane].rows[next[lane]];
        }
      }
      if (input != null) {
        input.of(read, own, active);
        for (int slot = 0; slot < active; slot++) {
          Rows.add(learned.bias, own[slot]);
        }
      }
      step.take(inputs, active);
      for (int slot = 0; slot < active; slot++) {
        int lane = laneAt[slot];
        to.put(lane, next[lane], step.output[slot]);
        next[lane] += learned.backward ? -1 : 1;
        remember(lane);
      }
      active = advance(in, active, to);
    }
    for (int slot = 0; slot < count; slot++) {
      to.last(laneAt[slot], step.output[slot]);
    }
  }

  private void remember(int lane) {
    if (states.length > 0) {
      states[learned.backward ? steps - 1 - next[lane] : next[lane]] = step.state(0);
    }
  }

  /** Passes over pads that are masked; reviews that are through go behind the others. */
  private int advance(Flow[] in, int active, Outputs to) {
    int left = active;
    for (int slot = left - 1; slot >= 0; slot--) {
      int lane = laneAt[slot];
      boolean[] present = in[lane].present;
      while (next[lane] >= 0 && next[lane] < steps && present != null && !present[next[lane]]) {
        to.skip(lane, next[lane], step.output[slot]);
        next[lane] += learned.backward ? -1 : 1;
        remember(lane);
      }
      if (next[lane] < 0 || next[lane] >= steps) {
        left--;
        step.swap(slot, left);
        laneAt[slot] = laneAt[left];
        laneAt[left] = lane;
      }
    }
    return left;
  }

  float[][] states() {
    return states;
  }

  /** What becomes of a way's outputs. */
  interface Outputs {
    /** At a step. */
    void put(int lane, int step, float[] output);

    /** At a masked step, with the output of the last one that was not. */
    void skip(int lane, int step, float[] output);

    /** After all steps. */
    void last(int lane, float[] output);
  }
}
