package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all engines do with one network, as tables: ratios first. */
final class NetworkTable {
  private static final List<String> ENGINES =
      List.of(
          ScorerBench.VECTOR,
          ScorerBench.SIDE_BY_SIDE,
          ScorerBench.SCALAR,
          ScorerBench.ONNX,
          ScorerBench.ONNX_ALONE,
          ScorerBench.ONNX_PADS,
          ScorerBench.ONNX_PADS_QUANTIZED,
          ScorerBench.ONNX_QUANTIZED,
          ScorerBench.ONNX_FOLDED,
          ScorerBench.DL4J,
          ScorerBench.DL4J_ALONE,
          ScorerBench.KERAS);

  private final NetworkFigures network;
  private final List<Integer> words;

  NetworkTable(NetworkFigures network) {
    this.network = network;
    this.words = network.figures().stream().map(ScorerFigure::words).distinct().sorted().toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("The network ").append(network.model()).append(".\n\n");
    List<Integer> threads =
        network.figures().stream().map(ScorerFigure::threads).distinct().sorted().toList();
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
          .append(rates(count))
          .append('\n');
    }
    text.append(
        String.format(
            Locale.ROOT,
            "Largest difference of any engine's score from ours: %.1e",
            network.largestDifference()));
    if (network.quantizedDifference() > NetworkFigures.QUANTIZED_TOLERANCE) {
      text.append(
          String.format(
              Locale.ROOT,
              "; quantized %.1e, so that is not timed",
              network.quantizedDifference()));
    } else if (network.quantizedDifference() > 0) {
      text.append(String.format(Locale.ROOT, ", quantized %.1e", network.quantizedDifference()));
    }
    return text.append(".\n").toString();
  }

  private Table ratios(int threads) {
    Table table = new Table(header("engine"));
    for (String engine : ENGINES) {
      List<String> cells = new ArrayList<>(List.of(engine));
      boolean measured = false;
      for (int count : words) {
        Optional<ScorerFigure> figure = network.figure(engine, threads, count);
        Optional<ScorerFigure> onnx = network.figure(ScorerBench.ONNX, threads, count);
        measured |= figure.isPresent();
        cells.add(
            figure.isPresent() && onnx.isPresent()
                ? Figures.times(figure.get().rate().over(onnx.get().rate()).median())
                : "–");
      }
      if (measured) {
        table.row(cells);
      }
    }
    return table;
  }

  private String[] header(String... first) {
    List<String> header = new ArrayList<>(List.of(first));
    words.forEach(count -> header.add(count + " words"));
    return header.toArray(String[]::new);
  }

  private Table rates(int threads) {
    Table table = new Table(header("engine", "batch"));
    for (String engine : ENGINES) {
      List<ScorerFigure> own =
          network.figures().stream()
              .filter(each -> each.engine().equals(engine) && each.threads() == threads)
              .toList();
      if (own.isEmpty()) {
        continue;
      }
      List<String> cells = new ArrayList<>();
      String variants =
          own.stream().map(ScorerFigure::variant).distinct().collect(Collectors.joining("; "));
      cells.add(variants.isEmpty() ? engine : engine + " (" + variants + ")");
      cells.add(
          own.stream()
              .map(each -> Integer.toString(each.batch()))
              .distinct()
              .collect(Collectors.joining(", ")));
      for (int count : words) {
        cells.add(
            network
                .figure(engine, threads, count)
                .map(each -> Figures.rate(each.rate()))
                .orElse("–"));
      }
      table.row(cells);
    }
    return table;
  }
}
