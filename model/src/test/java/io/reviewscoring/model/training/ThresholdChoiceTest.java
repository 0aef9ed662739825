package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.LabelCounts;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdChoiceTest {

  /** Reviews whose scores are right as often as they say, but for a lean to positive. */
  private static final class Noisy {
    private final float[] scores = new float[700];
    private final boolean[] positive = new boolean[700];

    Noisy(long seed) {
      Random random = new Random(seed);
      for (int i = 0; i < scores.length; i++) {
        double logit = 3 * random.nextGaussian();
        positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
        scores[i] = (float) (1 / (1 + Math.exp(-logit - 0.4)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsCertainIsRightOftenEnoughAndNoOtherPairLeavesFewerUncertain(long seed) {
    Noisy reviews = new Noisy(seed);
    Thresholds chosen = ThresholdChoice.of(reviews.scores, reviews.positive);
    LabelCounts counts = LabelCounts.of(reviews.scores, reviews.positive, chosen);
    assertThat(counts.certainAccuracy().getAsDouble()).isGreaterThanOrEqualTo(0.95);
    assertThat(counts.uncertain()).isBetween(1L, 350L);
    for (int low = 0; low <= 50; low++) {
      for (int high = 50; high <= 100; high++) {
        LabelCounts other =
            LabelCounts.of(
                reviews.scores, reviews.positive, new Thresholds(low / 100.0, high / 100.0, 1));
        if (other.certainAccuracy().orElse(1) >= 0.95) {
          assertThat(other.uncertain()).isGreaterThanOrEqualTo(counts.uncertain());
        }
      }
    }
  }

  @Test
  void onlyTheSideThatIsTooOftenWrongHasABand() {
    float[] scores = new float[200];
    boolean[] positive = new boolean[200];
    for (int i = 0; i < 200; i++) {
      boolean near = i % 4 == 0;
      positive[i] = i % 2 == 1 || i % 8 == 0;
      scores[i] = near ? 0.6f : positive[i] ? 0.9f : 0.1f;
    }
    // Half of those at 0.6 are wrong: everything else is right.
    assertThat(ThresholdChoice.of(scores, positive)).isEqualTo(new Thresholds(0.5, 0.61, 1));
  }

  @Test
  void aModelThatIsAlwaysRightHasNoUncertainBand() {
    assertThat(ThresholdChoice.of(new float[] {0.7f, 0.2f}, new boolean[] {true, false}))
        .isEqualTo(new Thresholds(0.5, 0.5, 1));
  }

  @Test
  void aModelThatIsTooOftenWrongEverywhereCallsNothing() {
    float[] scores = {0.99f, 0.99f, 0.6f, 0.01f, 0.01f, 0.4f};
    boolean[] positive = {true, false, false, true, false, true};
    Thresholds chosen = ThresholdChoice.of(scores, positive);
    assertThat(LabelCounts.of(scores, positive, chosen).uncertain()).isEqualTo(6);
    assertThat(chosen).isEqualTo(new Thresholds(0, 1, 1));
  }
}
