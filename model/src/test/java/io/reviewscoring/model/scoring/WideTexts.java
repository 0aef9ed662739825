package io.reviewscoring.model.scoring;

import io.reviewscoring.model.text.Fingerprint;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that a wide part finds awkward. */
final class WideTexts {
  private WideTexts() {}

  /**
   * Of each number of tokens from 0 to {@code longest}, one of few words that come again and again,
   * one of many, most of them unknown, and one with places left out.
   */
  static List<TokenFingerprints> upTo(int longest, Vocabulary vocabulary) {
    Random random = new Random(33);
    List<TokenFingerprints> texts = new ArrayList<>();
    for (int tokens = 0; tokens <= longest; tokens++) {
      long[] few = new long[tokens];
      long[] many = new long[tokens];
      long[] gaps = new long[tokens];
      for (int i = 0; i < tokens; i++) {
        few[i] = word(random.nextInt(4), vocabulary);
        many[i] = word(random.nextInt(1000), vocabulary);
        gaps[i] = random.nextInt(4) == 0 ? 0 : word(random.nextInt(20), vocabulary);
      }
      for (long[] values : List.of(few, many, gaps)) {
        texts.add(new TokenFingerprints(values, tokens));
      }
    }
    return texts;
  }

  private static long word(int rank, Vocabulary vocabulary) {
    List<String> words = vocabulary.words();
    return Fingerprint.of(rank < words.size() ? words.get(rank) : "none" + rank);
  }
}
