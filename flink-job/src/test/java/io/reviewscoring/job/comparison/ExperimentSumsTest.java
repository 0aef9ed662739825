package io.reviewscoring.job.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ScoredBeside;
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
  void aLateOneThatIsDeliveredTwiceCountsOnceAndEachOfItsWindowCounts() throws Exception {
    add(counted(0, 10), 0, true, false);
    Differences first = counted(0, 2);
    add(first, 0, false, true);
    add(counted(0, 1), 0, false, true);
    add(first, 0, false, true);

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

  private static ModelPair pair(int experiment) {
    return new ModelPair("e" + experiment, "m" + experiment, "s", ScoredBeside.SHADOW);
  }

  private Comparison window(int experiment, int window) {
    long start = window * MINUTE;
    return reviews(window, 1).comparison(pair(experiment), start, start + MINUTE, 1, true, false);
  }

  @Test
  void theNewestPairsAreKeptByExperiment() {
    int experiments = 2 * ExperimentSums.MAX_PAIRS;
    for (int i = 0; i < experiments; i++) {
      sums.add(window(i, i));
    }

    for (int i = 0; i < experiments; i++) {
      assertThat(sums.of("e" + i)).hasSize(i < ExperimentSums.MAX_PAIRS ? 0 : 1);
    }
    sums.clear();
    assertThat(sums.of("e" + (experiments - 1))).isEmpty();
  }

  @Test
  void theNewestExperimentIsWholeThoughPartitionsAreReadOneAfterAnother() {
    int experiments = 3 * ExperimentSums.MAX_PAIRS;
    for (int partition = 0; partition < 2; partition++) {
      for (int i = 0; i < experiments; i++) {
        sums.add(window(i, 4 * i + partition));
        sums.add(window(i, 4 * i + 2 + partition));
      }
    }

    assertThat(sums.of("e" + (experiments - 1)))
        .singleElement()
        .satisfies(pair -> assertThat(pair.total().count()).isEqualTo(4));
  }

  @Test
  void aLateWordOfAnOldExperimentDrivesOutNoNewerOne() {
    for (int i = 0; i <= ExperimentSums.MAX_PAIRS; i++) {
      sums.add(window(i, i));
    }
    sums.add(window(0, 0));

    assertThat(sums.of("e0")).isEmpty();
    assertThat(sums.of("e1")).hasSize(1);
  }
}
