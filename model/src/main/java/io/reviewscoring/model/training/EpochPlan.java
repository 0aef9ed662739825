package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which examples an epoch sees in which steps. An example of weight 2.3 is seen twice, and in 30 %
 * of the epochs once more. Where rows may be short, examples of like lengths go into one step, in
 * rows that end as the served ones do: as long as the longest and some pads, all of the pads in one
 * step of {@value #FULL_IN}.
 */
final class EpochPlan {

  /** Steps among which examples are sorted by length. */
  private static final int GROUP = 64;

  private static final int FULL_IN = 8;
  private static final int MOST_MORE_POOLS = 6;

  private final TrainingExamples examples;
  private final Architecture architecture;
  private final Preset preset;

  EpochPlan(TrainingExamples examples, Preset preset) {
    this.examples = examples;
    this.architecture = preset.architecture();
    this.preset = preset;
  }

  /** An epoch's steps; the same seed gives the same ones. */
  List<Batch> batches(long seed) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      float weight = examples.weights()[i];
      int times = (int) weight + (random.nextFloat() < weight - (int) weight ? 1 : 0);
      order.addAll(Collections.nCopies(times, i));
    }
    Collections.shuffle(order, random);
    if (preset.shortRows()) {
      sortWithinGroups(order);
    }
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += preset.batchSize()) {
      int to = Math.min(order.size(), from + preset.batchSize());
      int[] places = order.subList(from, to).stream().mapToInt(Integer::intValue).toArray();
      batches.add(new Batch(places, preset.shortRows() ? length(places, random) : full()));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private int full() {
    return architecture.sequenceLength();
  }

  private void sortWithinGroups(List<Integer> order) {
    int group = GROUP * preset.batchSize();
    for (int from = 0; from < order.size(); from += group) {
      order
          .subList(from, Math.min(order.size(), from + group))
          .sort(Comparator.comparingInt(i -> examples.rows().get(i).length));
    }
  }

  /** Whole pools shorter than the served rows, so that the pools fall on the same words. */
  private int length(int[] places, Random random) {
    int longest = Arrays.stream(places).map(i -> examples.rows().get(i).length).max().orElseThrow();
    int least = architecture.kernelSize() + architecture.poolSize() - 1;
    int spare = full() - Math.max(longest, least);
    int more = 1 + random.nextInt(MOST_MORE_POOLS);
    boolean whole = random.nextInt(FULL_IN) == 0;
    int pools = whole ? 0 : Math.max(0, spare / architecture.poolSize() - more);
    return full() - pools * architecture.poolSize();
  }

  /** The rows of a step with their pads [examples][length]. */
  List<int[]> rows(Batch batch) {
    return IntStream.of(batch.examples())
        .mapToObj(i -> padded(examples.rows().get(i), batch.length()))
        .toList();
  }

  /** The wanted scores of a step [examples]. */
  float[] targets(Batch batch) {
    return of(batch, examples.targets());
  }

  /** The log odds that the examples of a step begin with [examples]. */
  float[] offsets(Batch batch) {
    return of(batch, examples.offsets());
  }

  private static float[] of(Batch batch, float[] values) {
    float[] some = new float[batch.examples().length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[batch.examples()[i]];
    }
    return some;
  }

  /** Ids with pads in front. */
  static int[] padded(int[] ids, int length) {
    int[] row = new int[length];
    System.arraycopy(ids, 0, row, length - ids.length, ids.length);
    return row;
  }
}
