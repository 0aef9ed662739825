package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.bundle.LengthBand;
import io.reviewscoring.model.bundle.LengthCalibration;
import io.reviewscoring.model.evaluation.Calibration;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {

  /** Reviews by a model that is too sure of short texts and not sure enough of long ones. */
  private static final class Model {
    private final List<TokenFingerprints> texts = new ArrayList<>();
    private final List<Double> logits = new ArrayList<>();
    private final List<Boolean> positive = new ArrayList<>();
    private final Random random = new Random(6);

    Model of(int reviews, int tokens) {
      for (int i = 0; i < reviews; i++) {
        double truth = 3 * random.nextGaussian();
        texts.add(new TokenFingerprints(new long[0], tokens));
        positive.add(random.nextDouble() < 1 / (1 + Math.exp(-truth)));
        logits.add(tokens < 30 ? 2 * truth + 1 : truth / 2);
      }
      return this;
    }

    LengthCalibration fitted() {
      return CalibrationFit.of(logits(), reviews());
    }

    double[] logits() {
      return logits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    ReadReviews reviews() {
      boolean[] labels = new boolean[positive.size()];
      double[] weights = new double[labels.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = positive.get(i);
        weights[i] = 1;
      }
      return new ReadReviews(texts, labels, weights, new int[labels.length]);
    }
  }

  @Test
  void textsOfLikeLengthsAreCalibratedByThemselves() {
    LengthCalibration fitted = new Model().of(3000, 15).of(3000, 200).fitted();
    LengthBand sentence = fitted.band(15);
    LengthBand review = fitted.band(200);
    assertThat(sentence).isNotNull();
    assertThat(review).isNotNull();
    assertThat(sentence.scale()).isCloseTo(0.5f, within(0.05f));
    assertThat(sentence.shift()).isCloseTo(-0.5f, within(0.2f));
    assertThat(review.scale()).isCloseTo(2, within(0.2f));
    assertThat(review.shift()).isCloseTo(0, within(0.1f));
    assertThat(sentence.positiveFrom()).isBetween(0.6, 0.95);
    assertThat(sentence.negativeBelow()).isBetween(0.05, 0.4);
  }

  @Test
  void onReviewsItDidNotSeeTheScoresAreWhatTheyClaim() {
    LengthCalibration fitted = new Model().of(2000, 15).of(2000, 200).fitted();
    for (int tokens : new int[] {15, 200}) {
      Model other = new Model().of(500, 50).of(20_000, tokens);
      double[] logits = other.logits();
      float[] scores = new float[logits.length];
      for (int i = 0; i < scores.length; i++) {
        int length = other.texts.get(i).tokens();
        scores[i] = (float) (1 / (1 + Math.exp(-fitted.calibrated((float) logits[i], length))));
      }
      assertThat(Calibration.of(scores, other.reviews().positive()).error()).isLessThan(0.03);
    }
  }

  @Test
  void aBandWithTooFewReviewsTakesItsNeighboursTogether() {
    assertThat(froms(new Model().of(1000, 200))).containsExactly(0);
    assertThat(froms(new Model().of(50, 5).of(1000, 20))).containsExactly(0);
    assertThat(froms(new Model().of(300, 5).of(50, 20).of(300, 50).of(300, 150)))
        .containsExactly(0, 10, 100);
    assertThat(froms(new Model().of(300, 5).of(300, 20).of(300, 50).of(300, 150)))
        .containsExactly(0, 10, 30, 100);
    assertThat(froms(new Model().of(20, 5))).containsExactly(0);
  }

  private static List<Integer> froms(Model model) {
    return model.fitted().bands().stream().map(LengthBand::fromTokens).toList();
  }

  @Test
  void aModelThatIsMoreOftenWrongThanRightIsNotTurnedRound() {
    Model model = new Model().of(1000, 200);
    model.positive.replaceAll(label -> !label);
    assertThat(model.fitted().bands()).containsExactly(new LengthBand(0, 1, 0, 0, 1));
  }

  @Test
  void logOddsThatHardlyDifferStayWhatTheyAre() {
    Model model = new Model().of(1000, 200);
    model.logits.replaceAll(logit -> logit / 1e6);
    assertThat(model.fitted().bands()).containsExactly(new LengthBand(0, 1, 0, 0, 1));
  }
}
