package io.reviewscoring.model.scoring;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model made ready for scoring. Immutable and safe for use by many threads. */
public final class ScoringModel {

  /** How far a golden score may be off: what the scorer owes the network that it was trained in. */
  public static final double GOLDEN_TOLERANCE = 1e-5;

  private final Manifest manifest;
  private final Vocabulary vocabulary;
  private final Engine engine;
  private final Supplier<Pass> passes;
  private final @Nullable WideEntries wide;

  private ScoringModel(
      Manifest manifest,
      Vocabulary vocabulary,
      Engine engine,
      Supplier<Pass> passes,
      @Nullable WideEntries wide) {
    this.manifest = manifest;
    this.vocabulary = vocabulary;
    this.engine = engine;
    this.passes = passes;
    this.wide = wide;
  }

  /** A model on the fastest engine; folding takes some tenths of a second for a large bundle. */
  public static ScoringModel of(ModelBundle bundle) {
    return of(bundle, Engine.best());
  }

  /**
   * A model on an engine.
   *
   * @throws IllegalStateException if this JVM can't run the engine
   */
  public static ScoringModel of(ModelBundle bundle, Engine engine) {
    return new ScoringModel(
        bundle.manifest(),
        bundle.vocabulary(),
        engine,
        engine.passes(bundle.manifest().network(), bundle.learned()),
        wide(bundle));
  }

  private static @Nullable WideEntries wide(ModelBundle bundle) {
    Wide sizes = bundle.manifest().network() instanceof Architecture known ? known.wide() : null;
    WideWeights learned = bundle.learned() instanceof Weights weights ? weights.wide() : null;
    return sizes == null || learned == null ? null : new WideEntries(sizes, learned);
  }

  /** What its scorers compute with. */
  public Engine engine() {
    return engine;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** A scorer of one review at a time for one thread. */
  public Scorer newScorer() {
    return new Scorer(manifest.network(), passes.get(), newEncoder(), conclusion());
  }

  /** A scorer of texts, one at a time, for one thread. */
  public TextScorer newTextScorer() {
    return new TextScorer(manifest, newTokenizer(), newScorer());
  }

  /** A scorer of many reviews for one thread. */
  public BatchScorer newBatchScorer() {
    return new BatchScorer(manifest.network(), passes.get(), newEncoder(), conclusion());
  }

  private Conclusion conclusion() {
    return new Conclusion(wide == null ? null : wide.newPart(), manifest.calibration());
  }

  /** Splits texts as the model needs them split, for one thread. */
  public Tokenizer newTokenizer() {
    return new Tokenizer(manifest.tokenizer());
  }

  /** Gives the ids that the network reads. */
  public SequenceEncoder newEncoder() {
    return new SequenceEncoder(
        vocabulary, manifest.network().sequenceLength(), manifest.network().layout());
  }

  /**
   * Scores the golden cases.
   *
   * @throws BundleException if one differs by more than {@value #GOLDEN_TOLERANCE}
   */
  public void checkGoldens(List<GoldenCase> goldens) throws BundleException {
    TextScorer scorer = newTextScorer();
    for (int i = 0; i < goldens.size(); i++) {
      GoldenCase golden = goldens.get(i);
      float score = scorer.score(golden.text()).score();
      if (!(Math.abs(score - golden.score()) <= GOLDEN_TOLERANCE)) {
        throw new BundleException(
            BundleException.Problem.GOLDEN_MISMATCH,
            "golden case %s scores %s, not %s".formatted(i + 1, score, golden.score()));
      }
    }
  }
}
