package io.reviewscoring.bench.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Tokenizer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTextsTest {
  private static final List<String> WORDS =
      IntStream.range(0, 500).mapToObj(rank -> "w" + rank).toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 100, 700})
  void textsHaveExactlyAsManyWordsAndKeepTheirPunctuation(int words) {
    List<String> texts = ReviewTexts.generated(WORDS).ofWords(words, 50);

    Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);
    assertThat(texts).hasSize(50).allMatch(text -> tokenizer.tokens(text).size() == words);
    assertThat(texts).allMatch(text -> WORDS.containsAll(tokenizer.tokens(text)));
    if (words > 12) {
      assertThat(texts).allMatch(text -> text.contains(". "));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 30)
  void theyAreTheSameEachTime(int words) {
    assertThat(ReviewTexts.generated(WORDS).ofWords(words, 10))
        .isEqualTo(ReviewTexts.generated(WORDS).ofWords(words, 10));
  }
}
