package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.KerasEngine;
import io.reviewscoring.bench.engine.KerasProcess;
import io.reviewscoring.bench.engine.OnnxEngine;
import io.reviewscoring.bench.engine.OwnEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.onnx.OnnxLayers;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.review.RecurrentModel;
import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Networks that people import, on the general kernels, beside ONNX Runtime and Keras: one thread,
 * rows full of words, so that no engine has pads to leave out.
 */
public final class RecurrentBench {
  private static final int PARITY_ROWS = 96;
  private static final int PARITY_BATCH = 7;
  private static final long SEED = 1;

  private final List<String> words;
  private final ReviewTexts texts;
  private final ScorerPace pace;
  private final Console console;
  private final Path scratch;
  private final @Nullable String python;

  /**
   * @param words by rank
   * @param scratch for files that Keras reads
   * @param python one that has Keras; null to leave Keras out
   */
  public RecurrentBench(
      List<String> words,
      ReviewTexts texts,
      ScorerPace pace,
      Console console,
      Path scratch,
      @Nullable String python) {
    this.words = List.copyOf(words);
    this.texts = texts;
    this.pace = pace;
    this.console = console;
    this.scratch = scratch;
    this.python = python;
  }

  /** Measures all of them. */
  public List<NetworkFigures> run() throws IOException, InterruptedException {
    List<NetworkFigures> all = new ArrayList<>();
    for (RecurrentModel model : RecurrentModel.values()) {
      ModelBundle bundle = model.bundle(words, SEED);
      int[][] rows =
          ReviewTexts.rows(
              texts.ofWords(RecurrentModel.WORDS, pace.rows()),
              bundle.vocabulary(),
              RecurrentModel.WORDS);
      List<Contender> contenders = Contender.ours(bundle, 1);
      if (python == null) {
        all.add(compared(bundle, rows, contenders, List.of()));
      } else {
        try (KerasProcess keras = KerasProcess.start(python, bundle, scratch)) {
          console.progress("networks: Keras " + keras.version());
          RowEngine engine = new KerasEngine(keras, PARITY_BATCH);
          Contender best =
              best(
                  ScorerBench.KERAS,
                  new BatchSearch(bundle, rows, pace, console)
                      .best(size -> new KerasEngine(keras, size), keras.version()));
          contenders.add(best);
          all.add(compared(bundle, rows, contenders, List.of(engine)));
        }
      }
    }
    return all;
  }

  private static Contender best(String name, BatchSearch.Found found) {
    return Contender.of(name, found.variant(), found.engine(), 1);
  }

  /**
   * @param contenders that ONNX Runtime is to be measured beside
   * @param others whose scores must be right, too
   */
  private NetworkFigures compared(
      ModelBundle bundle, int[][] rows, List<Contender> contenders, List<RowEngine> others)
      throws InterruptedException {
    String model = bundle.manifest().modelVersion();
    console.progress("networks: " + model);
    OnnxEngine onnx = OnnxEngine.of(OnnxLayers.of(bundle, false));
    List<RowEngine> checked = new ArrayList<>(others);
    contenders.forEach(contender -> checked.add(contender.engine()));
    checked.add(onnx.withBatch(PARITY_BATCH));
    Parity parity =
        new Parity(
            Arrays.copyOf(rows, Math.min(rows.length, PARITY_ROWS)),
            new OwnEngine(ScoringModel.of(bundle, Engine.SCALAR), 1));
    double difference = parity.check(checked);
    console.progress(
        String.format(
            Locale.ROOT,
            "  scores %.3f apart: largest difference %.1e",
            parity.range(),
            difference));
    BatchSearch search = new BatchSearch(bundle, rows, pace, console);
    List<Contender> all = new ArrayList<>(contenders);
    all.add(Contender.of(ScorerBench.ONNX_ALONE, "", onnx, 1));
    all.add(best(ScorerBench.ONNX, search.best(onnx::withBatch, "")));
    double quantizedDifference = 0;
    if (OnnxLayers.hasBytes(bundle)) {
      OnnxEngine quantized = OnnxEngine.of(OnnxLayers.of(bundle, true));
      quantizedDifference = parity.difference(quantized.withBatch(PARITY_BATCH));
      if (quantizedDifference <= NetworkFigures.QUANTIZED_TOLERANCE) {
        all.add(best(ScorerBench.ONNX_QUANTIZED, search.best(quantized::withBatch, "")));
      }
    }
    TreeMap<Integer, int[][]> byWords = new TreeMap<>();
    byWords.put(RecurrentModel.WORDS, rows);
    return new NetworkFigures(
        model, difference, quantizedDifference, new Rounds(pace, console).measure(all, byWords));
  }
}
