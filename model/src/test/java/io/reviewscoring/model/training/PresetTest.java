package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.RuleSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class PresetTest {

  private static Preset shipped(String name) {
    return Objects.requireNonNull(Preset.shipped().get(name));
  }

  @Test
  void whatAPresetLeavesOutHasAValueThatChangesNothing() {
    Preset seed = shipped("seed");
    assertThat(seed.architecture().type()).isEqualTo(Architecture.EMBEDDING_CONV_LSTM);
    assertThat(seed.denseDropout()).isZero();
    assertThat(seed.schedule()).isEqualTo(Preset.Schedule.CONSTANT);
    assertThat(seed.tokenizer()).isEqualTo(RuleSet.KERAS);
    assertThat(seed.shortRows()).isFalse();
    assertThat(seed.wide()).isNull();
    assertThat(seed.unlabelled()).isNull();
  }

  @Test
  void theAccuratePresetSaysInItsSettingsHowItLearns() {
    Preset accurate = shipped("accurate");
    assertThat(accurate.architecture().readsMaximum()).isTrue();
    assertThat(accurate.settings())
        .containsEntry("schedule", "linear")
        .containsKeys("denseDropout", "wide.cost", "wide.minimumReviews", "unlabelled.window");
  }

  @Test
  void valuesOutOfBoundsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.tiny().denseDropout(1).build())
        .withMessage("denseDropout must be from 0 to below 1, not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.tiny().batchSize(0).build())
        .withMessage("batchSize must be 1 or more, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preset.WidePart(6, 20, 400, 0, 3, 0.1, false))
        .withMessage("longest must be from 1 to 4, not 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preset.WidePart(3, 20, 400, 0, 3, 0, false))
        .withMessage("wide.cost must be above 0, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preset.Unlabelled(0, 5, 5, 0.05))
        .withMessage("unlabelled.passes must be 1 or more, not 0");
  }

  @Test
  void aLinearRateGrowsThenFallsToNothingAtTheLastStep() {
    ISchedule rates =
        LearningRates.of(Presets.tiny().schedule(Preset.Schedule.LINEAR).build(), 1000);
    assertThat(rates.valueAt(0, 0)).isPositive().isLessThan(0.001);
    assertThat(rates.valueAt(100, 0)).isCloseTo(0.02 * 0.9, within(1e-9));
    assertThat(rates.valueAt(500, 1)).isCloseTo(0.02 * 0.5, within(1e-9));
    assertThat(rates.valueAt(999, 1)).isPositive().isLessThan(0.0001);
  }

  @Test
  void aConstantRateStays() {
    ISchedule rates = LearningRates.of(Presets.tiny().build(), 1000);
    assertThat(rates.valueAt(0, 0)).isEqualTo(0.02);
    assertThat(rates.valueAt(999, 1)).isEqualTo(0.02);
  }
}
