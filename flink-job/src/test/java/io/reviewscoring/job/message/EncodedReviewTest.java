package io.reviewscoring.job.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.text.EncodedText;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedReviewTest {
  private static final long[] WORDS = {17, -4, Long.MIN_VALUE};

  static Stream<EncodedReview> reviews() {
    return Stream.of(
        review(WORDS, "de", "ein Film"), review(new long[0], null, null), ofTwoRuleSets());
  }

  private static EncodedReview review(
      long[] words, @Nullable String language, @Nullable String text) {
    return new EncodedReview(
        "r-\u00e4\u4e2d",
        "p-1",
        1_700_000_000_123L,
        language,
        words,
        600,
        text,
        new SourceCoordinates("reviews", 3, 1L << 40, 1_700_000_000_456L));
  }

  private static EncodedReview ofTwoRuleSets() {
    EncodedReview review = review(WORDS, "en", null);
    return new EncodedReview(
        review.reviewId(),
        review.productId(),
        review.timestamp(),
        review.language(),
        new EncodedText(
            review.tokensBy(RuleSet.KERAS), new TokenFingerprints(new long[] {17, 5}, 512)),
        review.text(),
        review.origin());
  }

  @ParameterizedTest
  @MethodSource("reviews")
  void whatIsWrittenIsReadAgain(EncodedReview review) throws IOException {
    EncodedReviewSerializer serializer = new EncodedReviewSerializer();
    DataOutputSerializer bytes = new DataOutputSerializer(16);
    serializer.serialize(review, bytes);
    DataInputDeserializer source = new DataInputDeserializer(bytes.getCopyOfBuffer());

    assertThat(serializer.deserialize(source)).usingRecursiveComparison().isEqualTo(review);
    assertThat(source.available()).isZero();
  }

  /** It stands in checkpoints. */
  @Test
  void theHashOfAVersionIsTheOneOfEarlierReleases() {
    assertThat(review(WORDS, null, null).versionHash()).isEqualTo(-797454458760404370L);
  }

  /** So a swap between rule sets, or the release that brought them, makes no edit of a repeat. */
  @Test
  void theHashOfAVersionGoesByKerasRulesAlone() {
    EncodedReview review = ofTwoRuleSets();
    assertThat(review.versionHash()).isEqualTo(review(WORDS, null, null).versionHash());
    assertThat(review.tokensBy(RuleSet.REVIEW_TEXT)).isNotEqualTo(review.tokensBy(RuleSet.KERAS));
  }

  @Test
  void productTimeAndWordsMakeAnotherVersionAndNothingElse() {
    long hash = VersionHash.of("p", 1, 2, 3);
    assertThat(VersionHash.of("q", 1, 2, 3)).isNotEqualTo(hash);
    assertThat(VersionHash.of("p", 2, 2, 3)).isNotEqualTo(hash);
    assertThat(VersionHash.of("p", 1, 3, 3)).isNotEqualTo(hash);
    assertThat(VersionHash.of("p", 1, 2, 4)).isNotEqualTo(hash);
    assertThat(review(WORDS, "en", "text").versionHash())
        .isEqualTo(review(WORDS, null, null).versionHash());
  }
}
