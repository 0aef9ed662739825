package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.measure.Crew;
import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Measures engines in turn, all of them once in each repetition. */
final class Rounds {
  private final ScorerPace pace;
  private final Console console;

  Rounds(ScorerPace pace, Console console) {
    this.pace = pace;
    this.console = console;
  }

  /**
   * What each engine does with each kind of reviews.
   *
   * @param rows ids {@code [reviews][sequenceLength]} by the number of words in each
   */
  List<ScorerFigure> measure(List<Contender> contenders, SortedMap<Integer, int[][]> rows)
      throws InterruptedException {
    List<Crew> crews = new ArrayList<>();
    List<Integer> words = List.copyOf(rows.keySet());
    List<int[][]> kinds = List.copyOf(rows.values());
    double[][][] rates = new double[contenders.size()][words.size()][pace.repetitions()];
    try {
      for (Contender contender : contenders) {
        console.progress(
            "scorer: warming up %s, threads: %d".formatted(contender.name(), contender.threads()));
        Crew crew = new Crew(contender.engine(), contender.crew());
        crews.add(crew);
        for (int length = 0; length < kinds.size(); length++) {
          if (contender.reads(words.get(length))) {
            crew.rate(kinds.get(length), pace.warmUp().dividedBy(kinds.size()));
          }
        }
      }
      for (int repetition = 0; repetition < pace.repetitions(); repetition++) {
        console.progress("scorer: repetition " + (repetition + 1) + " of " + pace.repetitions());
        for (int length = 0; length < kinds.size(); length++) {
          for (int engine = 0; engine < crews.size(); engine++) {
            if (contenders.get(engine).reads(words.get(length))) {
              rates[engine][length][repetition] =
                  crews.get(engine).rate(kinds.get(length), pace.measured());
            }
          }
        }
      }
    } finally {
      crews.forEach(Crew::close);
    }
    return figures(contenders, words, rates);
  }

  private static List<ScorerFigure> figures(
      List<Contender> contenders, List<Integer> words, double[][][] rates) {
    List<ScorerFigure> figures = new ArrayList<>();
    for (int engine = 0; engine < contenders.size(); engine++) {
      Contender contender = contenders.get(engine);
      for (int length = 0; length < words.size(); length++) {
        if (contender.reads(words.get(length))) {
          figures.add(
              new ScorerFigure(
                  contender.name(),
                  contender.variant(),
                  contender.engine().batch(),
                  contender.threads(),
                  words.get(length),
                  Spread.of(rates[engine][length])));
        }
      }
    }
    return figures;
  }
}
