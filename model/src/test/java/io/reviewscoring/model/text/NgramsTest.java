package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.fixture.NgramSets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgramsTest {

  private static int[] found(Ngrams ngrams, long[] words) {
    return Arrays.copyOf(ngrams.buckets(), ngrams.find(words, words.length));
  }

  private static long[] words(String text) {
    return new Tokenizer(RuleSet.KERAS).fingerprints(text, 1000).values();
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 7", "2, 12, 40", "3, 22, 20", "4, 24, 1", "3, 6, 60"})
  void eachBucketOfTheLastTokensIsFoundOnce(int longest, int bits, int tokens) {
    Ngrams ngrams = new Ngrams(longest, bits, tokens, 0);
    Random random = new Random(5);
    for (int length = 0; length <= 50; length++) {
      // Few words, so that they and their pairs are there again and again; 0 is one of them.
      long[] words = random.longs(length, 0, 6).map(word -> word * 0x123456789abcdefL).toArray();
      Set<Integer> expected = NgramSets.buckets(words, longest, bits, tokens);
      assertThat(found(ngrams, words))
          .containsExactlyInAnyOrder(expected.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  @Test
  void theBucketsNeverChange() {
    Ngrams ngrams = new Ngrams(3, 22, 100, 0);

    assertThat(found(ngrams, words("not a good film")))
        .containsExactlyInAnyOrder(
            4174039, 3955240, 1532529, 3328940, 3500441, 932728, 366264, 2341881, 167395);
  }

  @Test
  void theOrderOfWordsMakesOtherNgrams() {
    Ngrams ngrams = new Ngrams(2, 24, 100, 0);

    assertThat(found(ngrams, words("good not"))).isNotEqualTo(found(ngrams, words("not good")));
    assertThat(found(ngrams, words("good good good"))).hasSize(2);
  }

  @Test
  void whereShortTextsAreToldFromLongOnesEachNgramHasABucketOfItsLengthBeside() {
    Ngrams ngrams = new Ngrams(1, 22, 100, 3);
    long[] words = words("a good film");
    int[] general = found(new Ngrams(1, 22, 100, 0), words);
    int[] ofShort = Arrays.copyOf(ngrams.buckets(), ngrams.find(words, 3));
    int[] ofLong = Arrays.copyOf(ngrams.buckets(), ngrams.find(words, 4));
    assertThat(ofShort).hasSize(6).startsWith(general);
    assertThat(ofLong).hasSize(6).startsWith(general).doesNotContain(ofShort[3]);
    for (int i = 0; i < 3; i++) {
      assertThat(ofShort[3 + i]).isEqualTo(bucket(1, words[i]));
      assertThat(ofLong[3 + i]).isEqualTo(bucket(2, words[i]));
    }
  }

  private static int bucket(long begin, long word) {
    long hash = (begin + word) * 0x9e3779b97f4a7c15L;
    return (int) ((hash ^ hash >>> 32) >>> 42);
  }
}
