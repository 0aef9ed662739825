package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.network.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochPlanTest {
  private static final int COUNT = 2000;

  private static TrainingExamples examples(float weight) {
    Random random = new Random(3);
    List<int[]> rows =
        IntStream.range(0, COUNT).mapToObj(i -> random.ints(1 + i % 40, 1, 30).toArray()).toList();
    float[] weights = new float[COUNT];
    Arrays.fill(weights, weight);
    return new TrainingExamples(rows, new float[COUNT], weights, new float[COUNT]);
  }

  private static int[] seen(List<Batch> batches) {
    return batches.stream().flatMapToInt(batch -> IntStream.of(batch.examples())).toArray();
  }

  @Test
  void anEpochSeesEachExampleAsOftenAsItWeighs() {
    EpochPlan plan = new EpochPlan(examples(2.25f), Presets.tiny().build());
    int[] times = new int[COUNT];
    IntStream.of(seen(plan.batches(5))).forEach(i -> times[i]++);
    assertThat(times).containsOnly(2, 3);
    assertThat(Arrays.stream(times).sum()).isBetween(4400, 4600);
    assertThat(seen(new EpochPlan(examples(1), Presets.tiny().build()).batches(5)))
        .hasSize(COUNT)
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameSeedGivesTheSameStepsAndAnotherOneOthers() {
    EpochPlan plan = new EpochPlan(examples(1), Presets.tiny().shortRows(true).build());
    assertThat(seen(plan.batches(5))).isEqualTo(seen(plan.batches(5)));
    assertThat(seen(plan.batches(5))).isNotEqualTo(seen(plan.batches(6)));
  }

  @Test
  void rowsAreWholeUnlessTheyMayBeShort() {
    EpochPlan plan = new EpochPlan(examples(1), Presets.tiny().sequenceLength(50).build());
    assertThat(plan.batches(5)).allMatch(batch -> batch.length() == 50);
  }

  @Test
  void shortRowsHoldTheirTextsAndEndAsTheServedOnesDo() {
    Preset preset = Presets.tiny().sequenceLength(200).shortRows(true).build();
    Architecture architecture = preset.architecture();
    EpochPlan plan = new EpochPlan(examples(1), preset);
    List<Batch> batches = plan.batches(5);
    assertThat(batches)
        .allMatch(batch -> (200 - batch.length()) % architecture.poolSize() == 0)
        .allMatch(batch -> plan.rows(batch).stream().allMatch(r -> r.length == batch.length()))
        .anyMatch(batch -> batch.length() == 200);
    assertThat(batches.stream().mapToInt(Batch::length).average().orElseThrow()).isLessThan(80);
  }

  @Test
  void aRowBeginsWithItsPads() {
    assertThat(EpochPlan.padded(new int[] {1, 7}, 4)).containsExactly(0, 0, 1, 7);
  }
}
