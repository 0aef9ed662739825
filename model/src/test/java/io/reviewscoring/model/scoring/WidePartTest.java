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
    sum += (double) wide.scale() * units(sizes, wide, text);
    LengthBand band = Objects.requireNonNull(bundle.manifest().calibration().band(text.tokens()));
    return ReferenceNetwork.sigmoid(band.scale() * sum + band.shift());
  }

  private static int units(Wide sizes, WideWeights wide, TokenFingerprints text) {
    int begin = sizes.shortTokens() == 0 ? 0 : text.tokens() <= sizes.shortTokens() ? 1 : 2;
    int bits = sizes.bucketBits() + sizes.tagBits();
    byte[] tags = wide.tags();
    int sum = 0;
    for (int key : NgramSets.highest(text.values(), sizes.longest(), bits, sizes.tokens(), begin)) {
      if (tags == null) {
        sum += wide.buckets()[key];
      } else if (tags[key >>> 8] == (byte) key) {
        int value = wide.buckets()[key >>> 8];
        sum += value < 0 ? -value * value : value * value;
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 20", "2, 12, 1", "3, 22, 33", "4, 16, 7", "3, 10, 19"})
  void aScoreIsThatOfTheLayersAndOfEachNgramOnce(int longest, int bits, int tokens) {
    assertScores(new Wide(longest, bits, tokens));
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 20, 0", "2, 12, 1, 3", "3, 24, 33, 20", "4, 16, 7, 0", "3, 10, 19, 40"})
  void aTaggedBucketAddsItsSquareForItsOwnNgramAlone(
      int longest, int bits, int tokens, int shortTokens) {
    Wide sizes = Wide.tagged(longest, bits, tokens, shortTokens);
    assertScores(sizes);

    ModelBundle bundle = bundle(sizes);
    WideWeights wide = Objects.requireNonNull(bundle.weights().wide());
    List<TokenFingerprints> texts = WideTexts.upTo(70, bundle.vocabulary());
    assertThat(texts.stream().filter(text -> units(sizes, wide, text) != 0).count())
        .isGreaterThan(20);
  }

  private static void assertScores(Wide sizes) {
    int tokens = sizes.tokens();
    ModelBundle bundle = bundle(sizes);
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
