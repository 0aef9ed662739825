package io.reviewscoring.model.scoring;

import static io.reviewscoring.model.fixture.RandomModels.architecture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.bundle.LengthBand;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.NgramSets;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidePartTest {

  private static ModelBundle bundle(Wide wide) {
    return RandomModels.calibrated(
        RandomModels.bundle(architecture(50, 20, 6, 5, 3, 2, 7).with(wide), 41), 0, 3, 19, 30);
  }

  /** In double precision, n-gram by n-gram. */
  private static double expected(ModelBundle bundle, TokenFingerprints text) {
    Wide sizes = Objects.requireNonNull(bundle.manifest().architecture().wide());
    WideWeights wide = Objects.requireNonNull(bundle.weights().wide());
    int[] row = new SequenceEncoder(bundle.vocabulary(), 20).row(text);
    double sum =
        new ReferenceNetwork(bundle.manifest().architecture(), bundle.weights()).logOdds(row);
    for (int bucket :
        NgramSets.buckets(text.values(), sizes.longest(), sizes.bucketBits(), sizes.tokens())) {
      sum += (double) wide.scale() * wide.buckets()[bucket];
    }
    LengthBand band = Objects.requireNonNull(bundle.manifest().calibration().band(text.tokens()));
    return ReferenceNetwork.sigmoid(band.scale() * sum + band.shift());
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 20", "2, 12, 1", "3, 22, 33", "4, 16, 7", "3, 10, 19"})
  void aScoreIsThatOfTheLayersAndOfEachNgramOnce(int longest, int bits, int tokens) {
    ModelBundle bundle = bundle(new Wide(longest, bits, tokens));
    ScoringModel model = ScoringModel.of(bundle);
    Scorer scorer = model.newScorer();
    List<TokenFingerprints> texts = WideTexts.upTo(70, bundle.vocabulary());
    float[] sideBySide = new float[texts.size()];
    model.newBatchScorer().score(texts, sideBySide, new int[texts.size()]);

    for (int i = 0; i < sideBySide.length; i++) {
      TokenFingerprints text = texts.get(i);
      float score = scorer.score(text.values(), text.tokens());
      assertThat((double) score).isCloseTo(expected(bundle, text), within(2e-6));
      assertThat(sideBySide[i]).isEqualTo(score);
      assertThat(scorer.truncated()).isEqualTo(text.tokens() > Math.max(20, tokens));
    }
  }

  @Test
  void tooFewFingerprintsAreRefused() {
    Scorer scorer = ScoringModel.of(bundle(new Wide(3, 12, 40))).newScorer();

    assertThat(scorer.score(new long[40], 41)).isBetween(0f, 1f);
    assertThatThrownBy(() -> scorer.score(new long[39], 41))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("39 of 41 tokens were kept, too few for the n-grams of 40");
  }
}
