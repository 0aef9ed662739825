package io.reviewscoring.job.message;

import static org.assertj.core.api.Assertions.assertThat;

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
    return Stream.of(review(WORDS, "de", "ein Film"), review(new long[0], null, null));
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
