package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The scorer's figures as tables: ratios first. */
public final class ScorerTables {
  private static final List<String> ENGINES =
      List.of(
          ScorerBench.VECTOR,
          ScorerBench.SIDE_BY_SIDE,
          ScorerBench.SCALAR,
          ScorerBench.ONNX,
          ScorerBench.ONNX_ALONE,
          ScorerBench.ONNX_FOLDED,
          ScorerBench.DL4J,
          ScorerBench.DL4J_ALONE);

  private final ScorerResult result;

  public ScorerTables(ScorerResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    List<Integer> threads =
        result.figures().stream().map(ScorerFigure::threads).distinct().sorted().toList();
    for (int count : threads) {
      text.append("Times as fast as ONNX Runtime at its best batch, ")
          .append(count == 1 ? "one thread" : count + " threads")
          .append(":\n\n")
          .append(ratios(count))
          .append('\n');
    }
    for (int count : threads) {
      text.append("Reviews a second, ")
          .append(count == 1 ? "one thread" : count + " threads")
          .append(", median (lowest to highest):\n\n")
          .append(rates(result.figures(), count))
          .append('\n');
    }
    text.append("The shipped model, ")
        .append(result.shippedModel())
        .append(", on reviews of its own full length, one thread:\n\n")
        .append(rates(result.shipped(), 1))
        .append('\n')
        .append("Fingerprints of whole reviews by all rule sets, one thread: ")
        .append(Figures.rate(result.tokenizing()))
        .append(" reviews a second.\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Largest difference of any engine's score from ours: %.1e.%n",
            result.largestDifference()));
    return text.toString();
  }

  private Table ratios(int threads) {
    Table table = new Table(header("engine"));
    for (String engine : ENGINES) {
      List<String> cells = new ArrayList<>(List.of(engine));
      for (int words : ScorerBench.WORDS) {
        Optional<ScorerFigure> figure = result.figure(engine, threads, words);
        Optional<ScorerFigure> onnx = result.figure(ScorerBench.ONNX, threads, words);
        cells.add(
            figure.isPresent() && onnx.isPresent()
                ? Figures.times(figure.get().rate().over(onnx.get().rate()).median())
                : "–");
      }
      if (result.figure(engine, threads, ScorerBench.WORDS.get(0)).isPresent()) {
        table.row(cells);
      }
    }
    return table;
  }

  private static String[] header(String first, String... more) {
    List<String> header = new ArrayList<>(List.of(first));
    header.addAll(List.of(more));
    ScorerBench.WORDS.forEach(words -> header.add(words + " words"));
    return header.toArray(String[]::new);
  }

  private static Table rates(List<ScorerFigure> figures, int threads) {
    List<Integer> words = figures.stream().map(ScorerFigure::words).distinct().sorted().toList();
    List<String> header = new ArrayList<>(List.of("engine", "batch"));
    words.forEach(count -> header.add(count + " words"));
    Table table = new Table(header.toArray(String[]::new));
    for (String engine : ENGINES) {
      List<ScorerFigure> own =
          figures.stream()
              .filter(each -> each.engine().equals(engine) && each.threads() == threads)
              .toList();
      if (own.isEmpty()) {
        continue;
      }
      String variant = own.get(0).variant();
      List<String> cells = new ArrayList<>();
      cells.add(variant.isEmpty() ? engine : engine + " (" + variant + ")");
      cells.add(Integer.toString(own.get(0).batch()));
      for (int count : words) {
        cells.add(
            own.stream()
                .filter(each -> each.words() == count)
                .findFirst()
                .map(each -> Figures.rate(each.rate()))
                .orElse("–"));
      }
      table.row(cells);
    }
    return table;
  }
}
