package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkipGramTest {
  private static final int WIDTH = 10;
  private static final int GROUP = 40;
  private static final int LIMIT = Vocabulary.FIRST_WORD + 2 * GROUP + 1;

  /** Words of one group stand together, and never with one of the other. */
  private static List<int[]> texts() {
    Random random = new Random(5);
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int group = Vocabulary.FIRST_WORD + i % 2 * GROUP;
      texts.add(random.ints(20, group, group + GROUP).toArray());
    }
    texts.add(new int[] {Vocabulary.UNKNOWN, Vocabulary.FIRST_WORD});
    return texts;
  }

  private static Map<Integer, float[]> learnt(long seed) {
    return new SkipGram(new Preset.Unlabelled(20, 4, 3, 0.05), texts(), LIMIT, WIDTH, seed)
        .learn(done -> {});
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < WIDTH; i++) {
      product += one[i] * other[i];
      ones += one[i] * one[i];
      others += other[i] * other[i];
    }
    return product / Math.sqrt(ones * others);
  }

  private static double alike(Map<Integer, float[]> vectors, int from, int to) {
    double sum = 0;
    for (int i = 0; i < GROUP; i++) {
      for (int j = 0; j < GROUP; j++) {
        sum +=
            cosine(
                vectors.getOrDefault(from + i, new float[WIDTH]),
                vectors.getOrDefault(to + (j == i ? (j + 1) % GROUP : j), new float[WIDTH]));
      }
    }
    return sum / GROUP / GROUP;
  }

  @Test
  void wordsWithTheSameNeighboursAreAlike() {
    Map<Integer, float[]> vectors = learnt(1);
    int first = Vocabulary.FIRST_WORD;
    int second = first + GROUP;
    double within = (alike(vectors, first, first) + alike(vectors, second, second)) / 2;
    assertThat(within).isGreaterThan(alike(vectors, first, second) + 0.3);
  }

  @Test
  void wordsThatTheTextsDoNotHaveAndIdsOfNoWordHaveNoVector() {
    assertThat(learnt(1))
        .hasSize(2 * GROUP)
        .doesNotContainKeys(Vocabulary.UNKNOWN, LIMIT - 1)
        .allSatisfy((id, vector) -> assertThat(vector).hasSize(WIDTH));
  }

  @Test
  void theSeedAloneChoosesWhatIsRandom() {
    assertThat(learnt(1)).usingRecursiveComparison().isEqualTo(learnt(1));
    assertThat(learnt(2).get(Vocabulary.FIRST_WORD))
        .isNotEqualTo(learnt(1).get(Vocabulary.FIRST_WORD));
  }
}
