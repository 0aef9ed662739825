package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.Dl4jEngine;
import io.reviewscoring.bench.engine.OnnxEngine;
import io.reviewscoring.bench.engine.OwnEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.measure.Crew;
import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;

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
  public static final String ONNX_FOLDED = "onnxruntime with our fold";
  public static final String DL4J_ALONE = "dl4j, one at a time";
  public static final String DL4J = "dl4j, best batch";

  /** Reviews that the batch scorer is given at once; it takes them in groups of its own size. */
  private static final int SIDE_BY_SIDE_BATCH = 64;

  private static final int PARITY_ROWS = 96;
  private static final int MAX_TOKENS = 512;
  private static final int TOKENIZER_WARM_UPS = 5;

  private final ModelBundle bundle;
  private final ModelBundle shipped;
  private final ReviewTexts texts;
  private final ScorerPace pace;
  private final Console console;
  private final int processors = Runtime.getRuntime().availableProcessors();

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
    List<int[][]> rows = new ArrayList<>();
    for (int words : WORDS) {
      rows.add(rows(bundle, words));
    }
    int[][] full = rows.get(rows.size() - 1);
    double difference = checkParity(rows);
    List<Contender> contenders = contenders(full);
    List<ScorerFigure> figures = measure(contenders, rows, WORDS);
    console.progress("scorer: the shipped model, and tokenizing");
    int length = length(shipped);
    List<ScorerFigure> own =
        measure(ours(shipped, 1), List.<int[][]>of(rows(shipped, length)), List.of(length));
    return new ScorerResult(
        bundle.manifest().modelVersion(),
        difference,
        figures,
        shipped.manifest().modelVersion(),
        own,
        tokenizing());
  }

  private double checkParity(List<int[][]> rows) throws InterruptedException {
    console.progress("scorer: do all engines give the same scores?");
    List<RowEngine> others = new ArrayList<>();
    ours(bundle, 1).forEach(contender -> others.add(contender.engine()));
    for (OnnxForm form : OnnxForm.values()) {
      others.add(OnnxEngine.of(bundle, form).withBatch(7));
    }
    others.add(OnnxEngine.of(bundle, OnnxForm.CONV).withBatch(PARITY_ROWS).withThreads(processors));
    others.add(new Dl4jEngine(bundle, 16));
    double largest = 0;
    for (int[][] each : rows) {
      int[][] some = java.util.Arrays.copyOf(each, Math.min(each.length, PARITY_ROWS));
      Parity parity = new Parity(some, new OwnEngine(ScoringModel.of(bundle, Engine.SCALAR), 1));
      largest = Math.max(largest, parity.check(others));
      console.progress(
          String.format(
              java.util.Locale.ROOT,
              "  %d reviews, scores %.3f apart: largest difference %.1e",
              some.length,
              parity.range(),
              largest));
    }
    return largest;
  }

  private List<Contender> contenders(int[][] full) throws InterruptedException {
    console.progress("scorer: searching the other engines' best batches");
    BatchSearch search = new BatchSearch(bundle, full, pace, console);
    BatchSearch.Found alone = search.onnxAlone();
    BatchSearch.Found best = search.onnx();
    BatchSearch.Found folded = search.onnxFolded();
    BatchSearch.Found dl4j = search.dl4j();
    Dl4jEngine dl4jAlone = new Dl4jEngine(bundle, 1);
    List<Contender> contenders = new ArrayList<>(ours(bundle, 1));
    contenders.add(Contender.of(ONNX_ALONE, alone.variant(), alone.engine(), 1));
    contenders.add(Contender.of(ONNX, best.variant(), best.engine(), 1));
    contenders.add(Contender.of(ONNX_FOLDED, folded.variant(), folded.engine(), 1));
    contenders.add(Contender.of(DL4J_ALONE, "", dl4jAlone, 1));
    contenders.add(Contender.of(DL4J, "", dl4j.engine(), 1));
    if (processors > 1) {
      BatchSearch.Found many = search.onnx(best, processors);
      BatchSearch.Found manyFolded = search.onnx(folded, processors);
      contenders.addAll(ours(bundle, processors));
      contenders.add(Contender.of(ONNX_ALONE, alone.variant(), alone.engine(), processors));
      contenders.add(new Contender(ONNX, many.variant(), many.engine(), many.crew(), processors));
      contenders.add(
          new Contender(
              ONNX_FOLDED,
              manyFolded.variant(),
              manyFolded.engine(),
              manyFolded.crew(),
              processors));
      contenders.add(Contender.of(DL4J_ALONE, "", dl4jAlone, processors));
      contenders.add(Contender.of(DL4J, "", dl4j.engine(), processors));
    }
    return contenders;
  }

  private static List<Contender> ours(ModelBundle bundle, int threads) {
    List<Contender> ours = new ArrayList<>();
    ScoringModel scalar = ScoringModel.of(bundle, Engine.SCALAR);
    ours.add(Contender.of(SCALAR, "", new OwnEngine(scalar, 1), threads));
    if (Engine.best() == Engine.VECTOR) {
      ScoringModel vector = ScoringModel.of(bundle, Engine.VECTOR);
      ours.add(Contender.of(VECTOR, "", new OwnEngine(vector, 1), threads));
      String lanes = vector.newBatchScorer().lanes() + " side by side";
      ours.add(
          Contender.of(SIDE_BY_SIDE, lanes, new OwnEngine(vector, SIDE_BY_SIDE_BATCH), threads));
    }
    return ours;
  }

  private List<ScorerFigure> measure(
      List<Contender> contenders, List<int[][]> rows, List<Integer> words)
      throws InterruptedException {
    List<Crew> crews = new ArrayList<>();
    double[][][] rates = new double[contenders.size()][rows.size()][pace.repetitions()];
    try {
      for (Contender contender : contenders) {
        console.progress(
            "scorer: warming up %s, threads: %d".formatted(contender.name(), contender.threads()));
        Crew crew = new Crew(contender.engine(), contender.crew());
        crews.add(crew);
        for (int[][] each : rows) {
          crew.rate(each, pace.warmUp().dividedBy(rows.size()));
        }
      }
      for (int repetition = 0; repetition < pace.repetitions(); repetition++) {
        console.progress("scorer: repetition " + (repetition + 1) + " of " + pace.repetitions());
        for (int length = 0; length < rows.size(); length++) {
          for (int engine = 0; engine < crews.size(); engine++) {
            rates[engine][length][repetition] =
                crews.get(engine).rate(rows.get(length), pace.measured());
          }
        }
      }
    } finally {
      crews.forEach(Crew::close);
    }
    List<ScorerFigure> figures = new ArrayList<>();
    for (int engine = 0; engine < contenders.size(); engine++) {
      Contender contender = contenders.get(engine);
      for (int length = 0; length < rows.size(); length++) {
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
    return figures;
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

  private int[][] rows(ModelBundle of, int words) {
    return ReviewTexts.rows(texts.ofWords(words, pace.rows()), of.vocabulary(), length(of));
  }

  private static int length(ModelBundle of) {
    return of.manifest().architecture().sequenceLength();
  }
}
