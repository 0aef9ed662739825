package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoosingTest {
  private static final int REVIEWS = 4_000;

  /**
   * Of two networks the one that tells better what is positive, though it is too sure of short
   * texts: that is mended before it ships.
   */
  @Test
  void theNetworkIsChosenThatIsBetterOnceItIsCalibratedByLength() {
    Random random = new Random(5);
    Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);
    List<TokenFingerprints> texts = new ArrayList<>();
    boolean[] positive = new boolean[REVIEWS];
    double[] weights = new double[REVIEWS];
    double[] tooSure = new double[REVIEWS];
    double[] less = new double[REVIEWS];
    for (int i = 0; i < REVIEWS; i++) {
      boolean isShort = i % 2 == 0;
      texts.add(tokenizer.fingerprints("w ".repeat(isShort ? 5 : 150), 200));
      positive[i] = random.nextBoolean();
      weights[i] = 1;
      double side = positive[i] ? 1 : -1;
      tooSure[i] = (side + 0.9 * random.nextGaussian()) * (isShort ? 30 : 2);
      less[i] = (side + random.nextGaussian()) * 2;
    }
    ReadReviews reviews = new ReadReviews(texts, positive, weights, new int[REVIEWS]);
    Choosing choosing = new Choosing(reviews, List.of(), null, List.of());

    assertThat(loss(choosing, tooSure)).isLessThan(loss(choosing, less));
  }

  private static double loss(Choosing choosing, double[] networkLogits) {
    return choosing.loss(choosing.blend(networkLogits), networkLogits);
  }
}
