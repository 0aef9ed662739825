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
  private final int width;

  /**
   * What inputs give a step {@code [rows][gates × units]}: a table's rows, or one for each lane.
   */
  private final float[][] rows;

  /** Which of the rows each lane's step gets. A reference in its place would cost a barrier. */
  private final int[] rowAt;

  /** What a step reads {@code [lanes][width]}; empty where words are looked up. */
  private final float[] read;

  /** Its products {@code [lanes][stride]}. */
  private final float[] products;

  /** Which review stands in each of the places that the steps are taken in. */
  private final int[] laneAt;

  /** The next step of each review, and the one behind its last. */
  private final int[] next;

  /** Of no use but to be written. */
  @SuppressWarnings("UnusedVariable")
  private float fetched;

  /** After each step {@code [steps + 1]}, of a run that records; empty otherwise. */
  private final float[][] states;

  /**
   * @param width of what a step reads
   */
  Way(Learned learned, int steps, int width, int lanes, boolean records) {
    this.learned = learned;
    this.width = width;
    this.input = learned.input == null ? null : learned.input.newProduct();
    this.steps = steps;
    this.step = learned.steps.newStep(lanes);
    this.rows = learned.table == null ? new float[lanes][learned.bias.length] : learned.table.rows;
    this.rowAt = new int[lanes];
    this.read = new float[learned.input == null ? 0 : lanes * width];
    this.products = new float[learned.input == null ? 0 : lanes * learned.input.stride()];
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
    int taken = 0;
    while (active > 0) {
      if (taken++ % FoldedNetwork.STEPS_FETCHED == 0 && learned.table != null) {
        fetch(learned.table, in, active);
      }
      read(in, active);
      step.take(rows, rowAt, active);
      for (int slot = 0; slot < active; slot++) {
        int lane = laneAt[slot];
        to.put(lane, next[lane], step.output, slot * step.units);
        next[lane] += learned.backward ? -1 : 1;
        remember(lane);
      }
      active = advance(in, active, to);
    }
    for (int slot = 0; slot < count; slot++) {
      to.last(laneAt[slot], step.output, slot * step.units);
    }
  }

  /** Has the caches read the rows of the next steps' words. */
  private void fetch(WordTable table, Flow[] in, int active) {
    for (int slot = 0; slot < active; slot++) {
      int lane = laneAt[slot];
      int[] ids = in[lane].ids;
      int from =
          learned.backward ? Math.max(0, next[lane] - FoldedNetwork.STEPS_FETCHED + 1) : next[lane];
      int end =
          learned.backward
              ? next[lane] + 1
              : Math.min(steps, next[lane] + FoldedNetwork.STEPS_FETCHED);
      for (int place = from; place < end; place++) {
        fetched += table.fetch(ids[place]);
      }
    }
  }

  /** What the inputs of the next step give. */
  private void read(Flow[] in, int active) {
    if (input == null) {
      for (int slot = 0; slot < active; slot++) {
        int lane = laneAt[slot];
        rowAt[slot] = in[lane].ids[next[lane]];
      }
      return;
    }
    for (int slot = 0; slot < active; slot++) {
      int lane = laneAt[slot];
      rowAt[slot] = slot;
      System.arraycopy(in[lane].rows[next[lane]], 0, read, slot * width, width);
    }
    input.of(read, width, products, active);
    int columns = learned.bias.length;
    int stride = products.length / rows.length;
    for (int slot = 0; slot < active; slot++) {
      System.arraycopy(products, slot * stride, rows[slot], 0, columns);
      Rows.add(learned.bias, rows[slot]);
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
        to.skip(lane, next[lane], step.output, slot * step.units);
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
    /** At a step, the output that stands at {@code at}. */
    void put(int lane, int step, float[] outputs, int at);

    /** At a masked step, with the output of the last one that was not. */
    void skip(int lane, int step, float[] outputs, int at);

    /** After all steps. */
    void last(int lane, float[] outputs, int at);
  }
}
