package io.reviewscoring.job.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ScoredBeside;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final int MANY = 2_000;

  private final Random random = new Random(5);

  private static void add(Differences sums, ScoredBeside scored) {
    sums.add(scored.event(), scored.beside());
  }

  /** Some ids twice, as edits are; few scores, so that differences are equal. */
  private List<ScoredBeside> reviews() {
    List<ScoredBeside> reviews = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String id = "r" + random.nextInt(MANY * 3 / 4);
      reviews.add(ScoredPairs.pair(id, i, random.nextInt(100) / 99f, random.nextInt(100) / 99f));
    }
    return reviews;
  }

  @Test
  void neitherTheOrderNorThePartsMatter() {
    List<ScoredBeside> reviews = reviews();
    Differences whole = new Differences();
    reviews.forEach(each -> add(whole, each));
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(reviews, random);
      Differences sum = new Differences();
      for (int from = 0; from < MANY; ) {
        int to = Math.min(MANY, from + 1 + random.nextInt(500));
        Differences part = new Differences();
        reviews.subList(from, to).forEach(each -> add(part, each));
        sum = sum.with(part);
        from = to;
      }
      assertThat(sum).usingRecursiveComparison().isEqualTo(whole);
    }
    assertThat(whole.extremes.list())
        .hasSize(Extremes.MOST)
        .extracting(Extremes.Extreme::reviewId)
        .doesNotHaveDuplicates();
  }

  @Test
  void countsAndSumsAreThoseOfTheReviews() {
    Differences sums = new Differences();
    add(sums, ScoredPairs.pair("a", 1, 0.75f, 0.25f));
    add(sums, ScoredPairs.pair("b", 2, 0.75f, 1));
    add(sums, ScoredPairs.pair("c", 3, 0.5f, 0.5f));
    assertThat(sums.count).isEqualTo(3);
    assertThat(sums.sizes / Differences.SCALE).isEqualTo(0.75);
    assertThat(sums.signed / Differences.SCALE).isEqualTo(-0.25);
    assertThat(sums.largest / Differences.SCALE).isEqualTo(0.5);
    assertThat(sums.labels).containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 1);
    assertThat(sums.differing()).isEqualTo(1);
    assertThat(sums.extremes.list())
        .extracting(Extremes.Extreme::reviewId)
        .containsExactly("a", "b", "c");
  }

  @Test
  void addingLeavesThePartsAsTheyWere() {
    Differences one = new Differences();
    add(one, ScoredPairs.pair("a", 1, 0.75f, 0.25f));
    Differences both = one.with(one);
    assertThat(both.count).isEqualTo(2);
    assertThat(one.count).isEqualTo(1);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Differences sums = new Differences();
    WindowPart empty = new WindowPart(new ModelPair("e", "a", "b", "shadow"), 60, sums);
    assertThat(written(empty)).usingRecursiveComparison().isEqualTo(empty);
    reviews().forEach(each -> add(sums, each));
    WindowPart part = new WindowPart(new ModelPair("e", "a", "b", "in force"), -60, sums);
    assertThat(written(part)).usingRecursiveComparison().isEqualTo(part);
  }

  private static WindowPart written(WindowPart part) throws Exception {
    WindowPartSerializer serializer = new WindowPartSerializer();
    DataOutputSerializer bytes = new DataOutputSerializer(16);
    serializer.serialize(part, bytes);
    return serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
  }
}
