package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlendTest {
  private static final Wide SIZES = new Wide(2, 10, 50);

  private static ReadReviews reviews(int count, Random random) {
    boolean[] positive = new boolean[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      positive[i] = random.nextBoolean();
      weights[i] = 1;
    }
    return new ReadReviews(List.of(), positive, weights, new int[count]);
  }

  private static double[] logits(ReadReviews reviews, double right, Random random) {
    return IntStream.range(0, reviews.size())
        .mapToDouble(i -> (reviews.positive()[i] ? right : -right) + random.nextGaussian())
        .toArray();
  }

  @Test
  void aPartThatWouldBeTurnedRoundCountsNothing() {
    Random random = new Random(2);
    ReadReviews reviews = reviews(2000, random);
    double[] right = logits(reviews, 1, random);
    double[] wrong = logits(reviews, -0.5, random);
    assertThat(Blend.fit(right, wrong, reviews).wide()).isZero();
    assertThat(Blend.fit(wrong, right, reviews).network()).isZero();
    assertThat(Blend.fit(wrong, wrong, reviews)).isEqualTo(new Blend(1, 0, 0));
    assertThat(Blend.fit(right, right, reviews).network()).isPositive();
  }

  @Test
  void bothTogetherAreLessSurprisedThanEither() {
    Random random = new Random(3);
    ReadReviews reviews = reviews(2000, random);
    double[] one = logits(reviews, 1, random);
    double[] other = logits(reviews, 1, random);
    double both = LogLoss.mean(Blend.fit(one, other, reviews).logits(one, other), reviews);
    double alone = LogLoss.mean(Blend.fit(one, null, reviews).logits(one, null), reviews);
    assertThat(both).isLessThan(0.9 * alone);
  }

  @Test
  void foldedIntoTheWeightsItGivesTheBlendedLogOdds() {
    Architecture architecture = RandomModels.architecture(30, 10, 4, 3, 3, 2, 5);
    Weights weights = RandomModels.weights(architecture, 8);
    Random random = new Random(4);
    byte[] bytes = new byte[SIZES.buckets()];
    random.nextBytes(bytes);
    WideModel wide = new WideModel(SIZES, new WideWeights(bytes, 0.01f), -0.2);
    Blend blend = new Blend(0.6, 1.3, 0.4);
    Weights folded = blend.fold(weights, wide);
    Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);
    List<int[]> rows = new ArrayList<>();
    List<TokenFingerprints> texts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(random.ints(10, 0, 30).toArray());
      texts.add(tokenizer.fingerprints("word " + i + " and word " + random.nextInt(9), 50));
    }
    WideWeights beside = folded.wide();
    assertThat(beside).isNotNull();
    double[] ofNgrams = new WideModel(SIZES, beside, 0).logits(texts);
    try (Dl4jNetwork plain = Dl4jNetwork.of(architecture, weights);
        Dl4jNetwork both = Dl4jNetwork.of(architecture, folded)) {
      double[] expected = blend.logits(plain.logOdds(rows), wide.logits(texts));
      double[] ofNetwork = both.logOdds(rows);
      assertThat(IntStream.range(0, 50).mapToDouble(i -> ofNetwork[i] + ofNgrams[i]).toArray())
          .containsExactly(expected, within(1e-5));
    }
    assertThat(folded.embedding()).isSameAs(weights.embedding());
  }
}
