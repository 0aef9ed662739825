package io.reviewscoring.job.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ScoredBeside;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExperimentSumsTest {
  private static final long MINUTE = 60_000;
  private static final ModelPair PAIR = new ModelPair("e", "first", "second", ScoredBeside.SHADOW);

  private final ExperimentSums sums = new ExperimentSums();
  private final Random random = new Random(7);

  /** Of the reviews that are to count. */
  private Differences whole = new Differences();

  private Differences reviews(long window, int count) {
    Differences part = new Differences();
    for (int i = 0; i < count; i++) {
      float score = random.nextInt(1_000) / 999f;
      float other = random.nextInt(1_000) / 999f;
      ScoredBeside pair = ScoredPairs.pair("r-" + window + "-" + i, window, score, other);
      part.add(pair.event(), pair.beside());
    }
    return part;
  }

  private Differences counted(long window, int count) {
    Differences part = reviews(window, count);
    whole = whole.with(part);
    return part;
  }

  private void add(Differences part, long window, boolean isFinal, boolean isLate)
      throws Exception {
    Comparison written =
        part.comparison(
            PAIR, window * MINUTE, (window + 1) * MINUTE, isLate ? 0 : 1, isFinal, isLate);
    sums.add(ComparisonJson.comparison(ComparisonJson.of(written)));
  }

  private PairFigures figures() {
    assertThat(sums.of("e")).hasSize(1);
    return sums.of("e").get(0);
  }

  private Comparison wholeUpTo(long windows) {
    return whole.comparison(PAIR, 0, windows * MINUTE, 0, true, false);
  }

  @Test
  void theSumOfManyWindowsIsThatOfTheirReviews() throws Exception {
    int windows = 200;
    for (int window = 0; window < windows; window++) {
      Differences part = counted(window, 1 + random.nextInt(40));
      add(part, window, false, false);
      add(part, window, true, false);
    }
    add(counted(3, 5), 3, false, true);
    add(counted(3, 2), 3, false, true);

    assertThat(figures()).isEqualTo(new PairFigures(wholeUpTo(windows), 0));
  }

  @Test
  void aLaterComparisonOfAWindowReplacesAnEarlierOne() throws Exception {
    add(reviews(0, 3), 0, false, false);
    add(counted(0, 10), 0, false, false);

    assertThat(figures().total().count()).isEqualTo(10);
    assertThat(figures().notFinal()).isEqualTo(10);
    assertThat(figures().total().labels()).isEqualTo(wholeUpTo(1).labels());
  }

  @Test
  void whatIsDeliveredTwiceCountsOnce() throws Exception {
    Differences part = counted(0, 10);
    add(part, 0, false, false);
    add(part, 0, true, false);
    add(part, 0, false, false);
    add(part, 0, true, false);

    assertThat(figures()).isEqualTo(new PairFigures(wholeUpTo(1), 0));
  }

  @Test
  void ofMoreWindowsThanStayOpenTheFirstCountForGood() throws Exception {
    int windows = PairSum.MAX_OPEN + 50;
    for (int window = 0; window < windows; window++) {
      add(counted(window, 1), window, false, false);
    }

    assertThat(figures().total())
        .usingRecursiveComparison()
        .ignoringFields("isFinal")
        .isEqualTo(wholeUpTo(windows));
    assertThat(figures().notFinal()).isEqualTo(PairSum.MAX_OPEN);
  }

  @Test
  void pairsAreKeptByExperimentAndTheEldestForgotten() throws Exception {
    Differences part = reviews(0, 1);
    for (int i = 0; i < 2 * ExperimentSums.MAX_PAIRS; i++) {
      ModelPair pair = new ModelPair("e" + i % 2, "m" + i, "s", ScoredBeside.SHADOW);
      sums.add(part.comparison(pair, 0, MINUTE, 1, true, false));
    }

    assertThat(sums.of("e1"))
        .extracting(figures -> figures.total().pair().model())
        .isEqualTo(List.of("m13", "m15", "m17", "m19", "m21", "m23"));
    assertThat(sums.of("e0")).hasSize(6);
    assertThat(sums.of("f")).isEmpty();
    sums.clear();
    assertThat(sums.of("e1")).isEmpty();
  }
}
