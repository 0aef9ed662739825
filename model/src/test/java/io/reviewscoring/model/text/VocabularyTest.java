package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void theMostFrequentWordHasTheIdFour() {
    Vocabulary vocabulary = new Vocabulary(List.of("the", "and"), 100);

    assertThat(vocabulary.id("the")).isEqualTo(4);
    assertThat(vocabulary.id(Fingerprint.of("and"))).isEqualTo(5);
    assertThat(vocabulary.id("movie")).isEqualTo(Vocabulary.UNKNOWN);
    assertThat(vocabulary.wordOf(4)).contains("the");
    assertThat(vocabulary.wordOf(3)).isEmpty();
    assertThat(vocabulary.wordOf(6)).isEmpty();
  }

  @Test
  void aWordAtTheLimitIsUnknown() {
    Vocabulary vocabulary = new Vocabulary(List.of("a", "b", "c"), 6);

    assertThat(vocabulary.id("b")).isEqualTo(5);
    assertThat(vocabulary.id("c")).isEqualTo(Vocabulary.UNKNOWN);
    assertThat(vocabulary.words()).containsExactly("a", "b");
    assertThat(vocabulary.limit()).isEqualTo(6);
  }

  @Test
  void everyOfManyWordsIsFound() {
    List<String> words = IntStream.range(0, 20_000).mapToObj(i -> "w" + i).toList();
    Vocabulary vocabulary = new Vocabulary(words, 20_004);

    for (int i = 0; i < words.size(); i++) {
      assertThat(vocabulary.id(words.get(i))).isEqualTo(4 + i);
      assertThat(vocabulary.id("x" + i)).isEqualTo(Vocabulary.UNKNOWN);
    }
  }

  @Test
  void anEmptyVocabularyKnowsNothing() {
    assertThat(new Vocabulary(List.of(), 4).id("a")).isEqualTo(Vocabulary.UNKNOWN);
    assertThat(new Vocabulary(List.of("a"), 4).id(0L)).isEqualTo(Vocabulary.UNKNOWN);
  }

  @Test
  void twoWordsWithOneFingerprintAreRefusedByName() {
    assertThatThrownBy(() -> new Vocabulary(List.of("b", "a", "b"), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the words 'b' and 'b' have the same fingerprint");
  }

  @Test
  void wordsChosenToCrowdTogetherAreRefused() {
    // All in one of the 4,096 places that 2,000 words get.
    List<String> words =
        Stream.iterate(0, i -> i + 1)
            .map(i -> "w" + i)
            .filter(word -> (Fingerprint.of(word) & 4095) == 7)
            .limit(2000)
            .toList();
    assertThatThrownBy(() -> new Vocabulary(words, 3000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("1001 words crowd around the fingerprint of 'w");
  }

  @Test
  void aLimitLeavesRoomForTheFixedIds() {
    assertThatThrownBy(() -> new Vocabulary(List.of(), 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
