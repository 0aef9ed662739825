package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scorer beside ONNX Runtime and DL4J: the same weights, the same rows of ids, each engine at
 * one review at a time and at its best batch, on one thread and on all, the engines in turn within
 * each repetition.
 */
public final class ScorerBench {
  /** Words of short, medium and full-length reviews. */
  public static final List<Integer> WORDS = List.of(20, 50, 100);

  /** The names of the engines in tables. */
  public static final String SCALAR = "scalar";

  public static final String VECTOR = "vector";
  public static final String SIDE_BY_SIDE = "vector, side by side";
  public static final String ONNX_ALONE = "onnxruntime, one at a time";
  public static final String ONNX = "onnxruntime, best batch";
  public static final String ONNX_PADS = "onnxruntime with pad states";
  public static final String ONNX_PADS_QUANTIZED = "onnxruntime with pad states, quantized";
  public static final String ONNX_QUANTIZED = "onnxruntime, quantized";
  public static final String ONNX_FOLDED = "onnxruntime with our fold";
  public static final String DL4J_ALONE = "dl4j, one at a time";
  public static final String DL4J = "dl4j, best batch";
  public static final String KERAS = "keras, best batch";

  private static final int MAX_TOKENS = 512;
  private static final int TOKENIZER_WARM_UPS = 5;

  private final ModelBundle bundle;
  private final ModelBundle shipped;
  private final ReviewTexts texts;
  private final ScorerPace pace;
  private final Console console;

  /**
   * @param bundle the network that all engines run
   * @param shipped the bundle that comes with the project
   */
  public ScorerBench(
      ModelBundle bundle,
      ModelBundle shipped,
      ReviewTexts texts,
      ScorerPace pace,
      Console console) {
    this.bundle = bundle;
    this.shipped = shipped;
    this.texts = texts;
    this.pace = pace;
    this.console = console;
  }

  /** Measures all of it. */
  public ScorerResult run() throws InterruptedException {
    NetworkFigures asked =
        new Comparison(bundle, rows(bundle, WORDS), pace, console)
            .run(Runtime.getRuntime().availableProcessors());
    List<Integer> lengths = new ArrayList<>(WORDS);
    lengths.add(shipped.manifest().architecture().sequenceLength());
    NetworkFigures own = new Comparison(shipped, rows(shipped, lengths), pace, console).run(1);
    console.progress("scorer: tokenizing");
    return new ScorerResult(List.of(asked, own), tokenizing());
  }

  private Spread tokenizing() {
    TextEncoder encoder = new TextEncoder();
    // In one run of three it had a third of its speed for the first three seconds.
    tokenizingRate(encoder, TOKENIZER_WARM_UPS * pace.warmUp().toNanos());
    double[] rates = new double[pace.repetitions()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = tokenizingRate(encoder, pace.measured().toNanos());
    }
    return Spread.of(rates);
  }

  private double tokenizingRate(TextEncoder encoder, long nanos) {
    List<String> whole = texts.whole();
    long reviews = 0;
    long tokens = 0;
    long start = System.nanoTime();
    long now;
    do {
      for (int i = 0; i < 16; i++) {
        tokens +=
            encoder
                .encode(whole.get((int) (reviews++ % whole.size())), MAX_TOKENS)
                .keras()
                .tokens();
      }
      now = System.nanoTime();
    } while (now - start < nanos);
    if (tokens == 0) {
      throw new IllegalStateException("no tokens");
    }
    return reviews * 1e9 / (now - start);
  }

  private SortedMap<Integer, int[][]> rows(ModelBundle of, List<Integer> words) {
    SortedMap<Integer, int[][]> rows = new TreeMap<>();
    int length = of.manifest().architecture().sequenceLength();
    for (int count : words) {
      rows.put(count, ReviewTexts.rows(texts.ofWords(count, pace.rows()), of.vocabulary(), length));
    }
    return rows;
  }
}
