package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdChoiceTest {
  private static final int RESAMPLES = 400;

  /** Reviews whose scores are right as often as they say, but for a lean to positive. */
  private static final class Noisy {
    private final float[] scores;
    private final boolean[] positive;

    Noisy(int reviews, long seed) {
      Random random = new Random(seed);
      scores = new float[reviews];
      positive = new boolean[reviews];
      for (int i = 0; i < reviews; i++) {
        double logit = 3 * random.nextGaussian();
        positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
        scores[i] = (float) (1 / (1 + Math.exp(-logit - 0.4)));
      }
    }

    /** Which share of all gets a label. */
    double called(double from, double below) {
      double called = 0;
      for (float score : scores) {
        called += score >= from || score < below ? 1 : 0;
      }
      return called / scores.length;
    }

    /** How many of those that a threshold calls so are so. */
    double right(boolean above, double threshold) {
      double called = 0;
      double right = 0;
      for (int i = 0; i < scores.length; i++) {
        if (above ? scores[i] >= threshold : scores[i] < threshold) {
          called++;
          right += positive[i] == above ? 1 : 0;
        }
      }
      return right / called;
    }
  }

  private static ThresholdChoice choice(float[] scores, boolean[] positive) {
    return new ThresholdChoice(scores, positive, new int[scores.length]);
  }

  @Test
  void fewerThanTheFewestAreNeverEnoughEvenIfAllAreRight() {
    for (int count : new int[] {ThresholdFit.FEWEST - 1, ThresholdFit.FEWEST}) {
      float[] scores = new float[count];
      boolean[] positive = new boolean[count];
      Arrays.fill(scores, 0.99f);
      Arrays.fill(positive, true);
      assertThat(choice(scores, positive).positiveFrom())
          .isEqualTo(count < ThresholdFit.FEWEST ? 1 : 0.5);
    }
    assertThat(ThresholdFit.FEWEST).isEqualTo(52);
  }

  @Test
  void anEasySourceDoesNotMakeUpForAHardOne() {
    float[] scores = new float[2000];
    boolean[] positive = new boolean[2000];
    int[] sources = new int[2000];
    for (int i = 0; i < 2000; i++) {
      // Of 200 from the hard source, one in ten is wrong, below 0.7; none at 0.9.
      sources[i] = i % 10 == 0 ? 1 : 0;
      scores[i] = i % 4 < 2 ? 0.7f : 0.9f;
      positive[i] = sources[i] == 0 || i % 100 != 0;
    }
    assertThat(choice(scores, positive).positiveFrom()).isEqualTo(0.5);
    assertThat(new ThresholdChoice(scores, positive, sources).positiveFrom()).isEqualTo(0.7);
  }

  @Test
  void onReviewsThatItDidNotSeeFewChoicesFallShort() {
    Noisy all = new Noisy(200_000, 1);
    int short95 = 0;
    double called = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      Noisy sample = new Noisy(1000, 100 + i);
      double from = choice(sample.scores, sample.positive).positiveFrom();
      double below = choice(sample.scores, sample.positive).negativeBelow();
      called += all.called(from, below);
      short95 += all.right(true, from) < 0.95 ? 1 : 0;
      short95 += all.right(false, below) < 0.95 ? 1 : 0;
    }
    assertThat(short95 / (2.0 * RESAMPLES)).isLessThan(0.05);
    assertThat(called / RESAMPLES).isGreaterThan(0.3);
  }

  @Test
  void onlyTheSideThatIsTooOftenWrongHasABand() {
    float[] scores = new float[400];
    boolean[] positive = new boolean[400];
    for (int i = 0; i < 400; i++) {
      boolean near = i % 4 == 0;
      positive[i] = i % 2 == 1 || i % 8 == 0;
      scores[i] = near ? 0.6f : positive[i] ? 0.9f : 0.1f;
    }
    // Half of those at 0.6 are wrong: everything else is right.
    assertThat(choice(scores, positive).positiveFrom()).isEqualTo(0.61);
    assertThat(choice(scores, positive).negativeBelow()).isEqualTo(0.5);
  }

  @Test
  void aFewReviewsThatAreAllRightAreNoProof() {
    float[] scores = new float[50];
    boolean[] positive = new boolean[50];
    Arrays.fill(scores, 0.9f);
    Arrays.fill(positive, true);
    assertThat(choice(scores, positive).positiveFrom()).isEqualTo(1);
    assertThat(choice(scores, positive).negativeBelow()).isZero();
  }

  @Test
  void aModelThatIsTooOftenWrongEverywhereCallsNothing() {
    float[] scores = new float[600];
    boolean[] positive = new boolean[600];
    for (int i = 0; i < 600; i++) {
      scores[i] = i % 2 == 0 ? 0.99f : 0.001f;
      positive[i] = i % 3 == 0;
    }
    assertThat(choice(scores, positive).positiveFrom()).isEqualTo(1);
    assertThat(choice(scores, positive).negativeBelow()).isZero();
  }
}
