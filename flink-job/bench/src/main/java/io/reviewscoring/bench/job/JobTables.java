package io.reviewscoring.bench.job;

import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The job's figures as tables: ratios first. */
public final class JobTables {
  private static final List<String> ENGINES = List.of("none", "vector", "onnxruntime", "dl4j");
  private static final String OWN = JobEngine.Kind.OWN.label();

  /** A column: one guarantee and parallelism. */
  private record Column(String delivery, int slots) {
    String title() {
      return delivery + ", " + (slots == 1 ? "1 slot" : slots + " slots");
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column(JobBench.EXACTLY_ONCE, 1),
          new Column(JobBench.AT_LEAST_ONCE, 1),
          new Column(JobBench.EXACTLY_ONCE, 2));

  private final JobResult result;

  public JobTables(JobResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        "The job as it is (vector), times as fast as the same job with another engine in the same"
            + " repetition, median (lowest to highest):\n\n");
    text.append(ratios()).append('\n');
    text.append("Events a second, reviews of 100 words, median (lowest to highest):\n\n");
    text.append(rates()).append('\n');
    text.append(
        "A slot scores on threads of its own: the processors divided by the parallelism, one to four. So do all"
            + " engines.\n\n");
    text.append("By length, vector, at-least-once, 1 slot:\n\n").append(lengths()).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "A review costs %.2f µs and %.3f µs a word (straight line through the three).%n",
            result.intercept(),
            result.slope()));
    return text.toString();
  }

  private static Table table(String first) {
    List<String> header = new ArrayList<>(List.of(first));
    COLUMNS.forEach(column -> header.add(column.title()));
    return new Table(header.toArray(String[]::new));
  }

  private Optional<JobFigure> figure(String engine, Column column) {
    return result.figure(engine, column.delivery(), column.slots(), JobBench.FULL);
  }

  private Table ratios() {
    Table table = table("against");
    for (String engine : ENGINES) {
      if (engine.equals(OWN)) {
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(engine.equals("none") ? "no scoring" : engine));
      for (Column column : COLUMNS) {
        Optional<JobFigure> own = figure(OWN, column);
        Optional<JobFigure> other = figure(engine, column);
        cells.add(
            own.isPresent() && other.isPresent()
                ? Figures.timesOf(own.get().rate().over(other.get().rate()))
                : "–");
      }
      table.row(cells);
    }
    return table;
  }

  private Table rates() {
    Table table = table("engine");
    for (String engine : ENGINES) {
      int batch =
          result.figures().stream()
              .filter(each -> each.engine().equals(engine))
              .mapToInt(JobFigure::batch)
              .findFirst()
              .orElse(1);
      List<String> cells =
          new ArrayList<>(List.of(batch == 1 ? engine : engine + ", batches of " + batch));
      for (Column column : COLUMNS) {
        cells.add(figure(engine, column).map(each -> Figures.rate(each.rate())).orElse("–"));
      }
      table.row(cells);
    }
    return table;
  }

  private Table lengths() {
    Table table = new Table("words", "events a second", "µs a review");
    for (int words : List.of(20, 50, JobBench.FULL)) {
      result
          .figure(OWN, JobBench.AT_LEAST_ONCE, 1, words)
          .ifPresent(
              figure ->
                  table.row(
                      Integer.toString(words),
                      Figures.rate(figure.rate()),
                      Figures.micros(1e6 / figure.rate().median())));
    }
    return table;
  }
}
