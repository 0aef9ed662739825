package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.network.Architecture;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class PresetTest {

  private static Preset preset(double denseDropout, Preset.Schedule schedule, int batchSize) {
    return new Preset(
        "For tests.",
        null,
        40,
        12,
        8,
        0.25,
        6,
        3,
        2,
        5,
        denseDropout,
        0.02,
        schedule,
        batchSize,
        5,
        30,
        null);
  }

  private static Preset shipped(String name) {
    return Objects.requireNonNull(Preset.shipped().get(name));
  }

  @Test
  void whatAPresetLeavesOutHasAValueThatChangesNothing() {
    Preset seed = shipped("seed");
    assertThat(seed.architecture().type()).isEqualTo(Architecture.EMBEDDING_CONV_LSTM);
    assertThat(seed.denseDropout()).isZero();
    assertThat(seed.schedule()).isEqualTo(Preset.Schedule.CONSTANT);
    assertThat(seed.teacher()).isNull();
  }

  @Test
  void theAccuratePresetSaysInItsSettingsHowItLearns() {
    Preset accurate = shipped("accurate");
    assertThat(accurate.architecture().readsMaximum()).isTrue();
    assertThat(accurate.settings())
        .containsEntry("schedule", "linear")
        .containsKeys("denseDropout", "teacher.ngram", "teacher.cost", "teacher.minimumReviews");
  }

  @Test
  void valuesOutOfBoundsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset(1, Preset.Schedule.CONSTANT, 8))
        .withMessage("denseDropout must be from 0 to below 1, not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset(0, Preset.Schedule.CONSTANT, 0))
        .withMessage("batchSize must be 1 or more, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preset.Teacher(6, 3, 0.1, 1))
        .withMessage("teacher.ngram must be from 1 to 5, not 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preset.Teacher(3, 3, 0, 1))
        .withMessage("teacher.cost must be above 0, not 0.0");
  }

  @Test
  void aLinearRateGrowsThenFallsToNothingAtTheLastStep() {
    ISchedule rates = LearningRates.of(preset(0, Preset.Schedule.LINEAR, 8), 1000);
    assertThat(rates.valueAt(0, 0)).isPositive().isLessThan(0.001);
    assertThat(rates.valueAt(100, 0)).isCloseTo(0.02 * 0.9, within(1e-9));
    assertThat(rates.valueAt(500, 1)).isCloseTo(0.02 * 0.5, within(1e-9));
    assertThat(rates.valueAt(999, 1)).isPositive().isLessThan(0.0001);
  }

  @Test
  void aConstantRateStays() {
    ISchedule rates = LearningRates.of(preset(0, Preset.Schedule.CONSTANT, 8), 1000);
    assertThat(rates.valueAt(0, 0)).isEqualTo(0.02);
    assertThat(rates.valueAt(999, 1)).isEqualTo(0.02);
  }
}
