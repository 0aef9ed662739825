package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.Dl4jEngine;
import io.reviewscoring.bench.engine.OnnxEngine;
import io.reviewscoring.bench.engine.OwnEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.bench.onnx.OnnxNetwork;
import io.reviewscoring.bench.onnx.OnnxVariant;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;

/** A network that was trained here beside ONNX Runtime and DL4J, each at its best. */
final class Comparison {
  private static final int PARITY_ROWS = 96;
  private static final int PARITY_BATCH = 7;

  private final ModelBundle bundle;
  private final SortedMap<Integer, int[][]> rows;
  private final ScorerPace pace;
  private final Console console;

  /**
   * @param rows ids {@code [reviews][sequenceLength]} by the number of words in each
   */
  Comparison(
      ModelBundle bundle, SortedMap<Integer, int[][]> rows, ScorerPace pace, Console console) {
    this.bundle = bundle;
    this.rows = rows;
    this.pace = pace;
    this.console = console;
  }

  /**
   * Compares scores, finds the best batches, and measures.
   *
   * @param processors how many threads there are beside one alone; 1 for one alone
   */
  NetworkFigures run(int processors) throws InterruptedException {
    String model = bundle.manifest().modelVersion();
    console.progress("scorer: do all engines give %s the same scores?".formatted(model));
    double difference = checkParity(processors);
    console.progress("scorer: searching the other engines' best batches");
    BatchSearch search = search(rows.lastKey());
    BatchSearch.Found plain = search.onnx();
    Set<OnnxForm> forms = new LinkedHashSet<>();
    forms.add(OnnxForm.labelled(plain.variant()));
    forms.add(OnnxForm.MATRIX); // the one whose products may be of bytes
    List<OnnxVariant> padded =
        forms.stream().map(OnnxVariant::of).map(OnnxVariant::withPadStates).toList();
    List<OnnxVariant> quantized = padded.stream().map(OnnxVariant::inBytes).toList();
    double quantizedDifference = quantizedDifference(quantized);
    List<Contender> contenders = new ArrayList<>();
    for (int count : rows.keySet()) {
      contenders.add(of(ScorerBench.ONNX_PADS, search(count).onnx(padded)).only(count));
      if (quantizedDifference <= NetworkFigures.QUANTIZED_TOLERANCE) {
        contenders.add(
            of(ScorerBench.ONNX_PADS_QUANTIZED, search(count).onnx(quantized)).only(count));
      }
    }
    addAll(contenders, search, plain, processors);
    List<ScorerFigure> figures = new Rounds(pace, console).measure(contenders, rows);
    return new NetworkFigures(model, difference, quantizedDifference, figures);
  }

  private BatchSearch search(int words) {
    int[][] some = rows.getOrDefault(words, new int[0][]);
    return new BatchSearch(bundle, some, pace, console);
  }

  private static Contender of(String name, BatchSearch.Found found) {
    return Contender.of(name, found.variant(), found.engine(), 1);
  }

  private void addAll(
      List<Contender> contenders, BatchSearch search, BatchSearch.Found plain, int processors)
      throws InterruptedException {
    BatchSearch.Found alone = search.onnxAlone();
    BatchSearch.Found folded = search.onnx(List.of(OnnxVariant.of(OnnxForm.FOLDED)));
    BatchSearch.Found dl4j = search.dl4j();
    Dl4jEngine dl4jAlone = new Dl4jEngine(bundle, 1);
    contenders.add(of(ScorerBench.ONNX, plain));
    contenders.add(of(ScorerBench.ONNX_FOLDED, folded));
    Set<Integer> threads = new LinkedHashSet<>(List.of(1, processors));
    for (int count : threads) {
      contenders.addAll(Contender.ours(bundle, count));
      contenders.add(Contender.of(ScorerBench.ONNX_ALONE, alone.variant(), alone.engine(), count));
      contenders.add(Contender.of(ScorerBench.DL4J_ALONE, Dl4jEngine.build(), dl4jAlone, count));
      contenders.add(Contender.of(ScorerBench.DL4J, dl4j.variant(), dl4j.engine(), count));
    }
    if (processors > 1) {
      contenders.add(many(ScorerBench.ONNX, search.onnx(plain, processors), processors));
      contenders.add(many(ScorerBench.ONNX_FOLDED, search.onnx(folded, processors), processors));
    }
  }

  private static Contender many(String name, BatchSearch.Found found, int processors) {
    return new Contender(
        name, found.variant(), found.engine(), found.crew(), processors, List.of());
  }

  private double checkParity(int processors) throws InterruptedException {
    List<RowEngine> others = new ArrayList<>();
    Contender.ours(bundle, 1).forEach(contender -> others.add(contender.engine()));
    for (OnnxForm form : OnnxForm.values()) {
      OnnxVariant variant = OnnxVariant.of(form);
      others.add(OnnxEngine.of(OnnxNetwork.of(bundle, variant)).withBatch(PARITY_BATCH));
      others.add(
          OnnxEngine.of(OnnxNetwork.of(bundle, variant.withPadStates())).withBatch(PARITY_BATCH));
    }
    others.add(OnnxEngine.of(bundle, OnnxForm.CONV).withBatch(PARITY_ROWS).withThreads(processors));
    others.add(new Dl4jEngine(bundle, 16));
    double largest = 0;
    for (int words : rows.keySet()) {
      Parity parity = parity(words);
      largest = Math.max(largest, parity.check(others));
      console.progress(
          String.format(
              Locale.ROOT,
              "  %d words, scores %.3f apart: largest difference %.1e",
              words,
              parity.range(),
              largest));
    }
    return largest;
  }

  private double quantizedDifference(List<OnnxVariant> variants) throws InterruptedException {
    double largest = 0;
    for (int words : rows.keySet()) {
      Parity parity = parity(words);
      for (OnnxVariant variant : variants) {
        RowEngine engine = OnnxEngine.of(OnnxNetwork.of(bundle, variant)).withBatch(PARITY_BATCH);
        largest = Math.max(largest, parity.difference(engine));
      }
    }
    console.progress(String.format(Locale.ROOT, "  quantized: largest difference %.1e", largest));
    return largest;
  }

  private Parity parity(int words) throws InterruptedException {
    int[][] all = rows.getOrDefault(words, new int[0][]);
    return new Parity(
        Arrays.copyOf(all, Math.min(all.length, PARITY_ROWS)),
        new OwnEngine(ScoringModel.of(bundle, Engine.SCALAR), 1));
  }
}
