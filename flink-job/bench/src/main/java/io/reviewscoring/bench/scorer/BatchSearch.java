package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.Dl4jEngine;
import io.reviewscoring.bench.engine.OnnxEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.measure.Crew;
import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.bench.onnx.OnnxNetwork;
import io.reviewscoring.bench.onnx.OnnxVariant;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.model.bundle.ModelBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Finds the batch sizes and forms at which the other engines are at their best. */
public final class BatchSearch {
  private static final int FAVOURITES = 3;

  /** As an exporter, or a user who knows ONNX alone, would write it. */
  private static final List<OnnxForm> PLAIN =
      List.of(OnnxForm.CONV, OnnxForm.CONV_2D, OnnxForm.MATRIX);

  private final ModelBundle bundle;
  private final int[][] rows;
  private final ScorerPace pace;
  private final Console console;

  /**
   * @param rows the reviews that it is to be best with
   */
  public BatchSearch(ModelBundle bundle, int[][] rows, ScorerPace pace, Console console) {
    this.bundle = bundle;
    this.rows = rows;
    this.pace = pace;
    this.console = console;
  }

  /** An engine and how fast it was in the search. */
  record Found(RowEngine engine, String variant, int crew, double rate) {}

  /** A plain form of ONNX and its best batch. */
  public record Plain(OnnxForm form, int batch) {}

  /** ONNX Runtime on one thread as plain ONNX writes it, at its best batch. */
  Found onnx() throws InterruptedException {
    List<OnnxVariant> variants = new ArrayList<>();
    PLAIN.forEach(form -> variants.add(OnnxVariant.of(form)));
    return onnx(variants);
  }

  /** The same for one review at a time. */
  Found onnxAlone() throws InterruptedException {
    List<Found> found = new ArrayList<>();
    for (OnnxForm form : PLAIN) {
      found.add(measured(OnnxEngine.of(bundle, form), form.label(), 1));
    }
    return best(found);
  }

  /** ONNX Runtime on one thread in the best of some ways to write the network and batches. */
  Found onnx(List<OnnxVariant> variants) throws InterruptedException {
    List<Found> found = new ArrayList<>();
    for (OnnxVariant variant : variants) {
      OnnxEngine engine = OnnxEngine.of(OnnxNetwork.of(bundle, variant));
      found.addAll(batches(engine::withBatch, variant.label()));
    }
    return best(found);
  }

  /** ONNX Runtime on many threads: all at one batch, or each at its own. */
  Found onnx(Found alone, int threads) throws InterruptedException {
    OnnxEngine engine = (OnnxEngine) alone.engine();
    Found each = measured(engine, alone.variant() + ", a session a thread", threads);
    Found together =
        best(
            batches(
                size -> engine.withBatch(size).withThreads(threads),
                alone.variant() + ", all threads at one batch"));
    return best(List.of(each, together));
  }

  /** DL4J on one thread at its best batch. */
  Found dl4j() throws InterruptedException {
    return best(size -> new Dl4jEngine(bundle, size), Dl4jEngine.build());
  }

  /** An engine on one thread at its best batch. */
  Found best(IntFunction<RowEngine> ofBatch, String variant) throws InterruptedException {
    return best(batches(ofBatch, variant));
  }

  /** The plain form and batch at which ONNX Runtime is best on one thread. */
  public Plain bestOnnx() throws InterruptedException {
    Found found = onnx();
    return new Plain(OnnxForm.labelled(found.variant()), found.engine().batch());
  }

  /** DL4J's best batch on one thread. */
  public int bestDl4j() throws InterruptedException {
    return dl4j().engine().batch();
  }

  private List<Found> batches(IntFunction<RowEngine> ofBatch, String variant)
      throws InterruptedException {
    List<Found> found = new ArrayList<>();
    for (int batch : pace.batches()) {
      found.add(measured(ofBatch.apply(batch), variant, 1));
    }
    return found;
  }

  private Found measured(RowEngine engine, String variant, int crewSize)
      throws InterruptedException {
    try (Crew crew = new Crew(engine, crewSize)) {
      crew.rate(rows, pace.search().dividedBy(2));
      Found found = new Found(engine, variant, crewSize, crew.rate(rows, pace.search()));
      console.progress(
          String.format(
              Locale.ROOT,
              "  %-12s %-40s batch %3d  %7s reviews/s",
              engine.name(),
              variant,
              engine.batch(),
              Figures.count(found.rate())));
      return found;
    }
  }

  /** The best of a second, longer round among those that were best in the first. */
  private Found best(List<Found> found) throws InterruptedException {
    List<Found> favourites =
        found.stream()
            .sorted(Comparator.comparingDouble(Found::rate).reversed())
            .limit(FAVOURITES)
            .toList();
    Found best = favourites.get(0);
    double highest = 0;
    for (Found each : favourites) {
      try (Crew crew = new Crew(each.engine(), each.crew())) {
        crew.rate(rows, pace.search());
        double rate = crew.rate(rows, pace.search().multipliedBy(3));
        if (rate > highest) {
          highest = rate;
          best = new Found(each.engine(), each.variant(), each.crew(), rate);
        }
      }
    }
    return best;
  }
}
