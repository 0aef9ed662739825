package io.reviewscoring.model.training;

import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** The learning rate of each step, from a preset. */
final class LearningRates {

  /** Adam's estimates are poor in its first steps. */
  private static final int WARM_UP_STEPS = 50;

  private LearningRates() {}

  /**
   * The rates.
   *
   * @param steps of the whole training, 1 or more
   */
  static ISchedule of(Preset preset, int steps) {
    return switch (preset.schedule()) {
      case CONSTANT -> new FixedSchedule(preset.learningRate());
      case LINEAR -> new Linear(preset.learningRate(), steps);
    };
  }

  /** Up for the warm-up, down to 0 over all steps. DL4J's own polynomial schedule rises. */
  private record Linear(double rate, int steps) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      double warm = Math.min(1, (iteration + 1.0) / WARM_UP_STEPS);
      return rate * warm * Math.max(0, 1 - (double) iteration / steps);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }
}
