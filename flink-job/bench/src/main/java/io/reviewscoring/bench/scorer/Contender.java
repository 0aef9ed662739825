package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.OwnEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine as it enters the comparison.
 *
 * @param name how tables call it
 * @param variant what was chosen within the engine, for people
 * @param engine with its batch
 * @param crew threads that call it
 * @param threads processors that it may use in all
 * @param words of the reviews that it is measured with; all if empty
 */
record Contender(
    String name, String variant, RowEngine engine, int crew, int threads, List<Integer> words) {

  /** Reviews that the batch scorer is given at once; it takes them in groups of its own size. */
  private static final int SIDE_BY_SIDE_BATCH = 64;

  static Contender of(String name, String variant, RowEngine engine, int threads) {
    return new Contender(name, variant, engine, threads, threads, List.of());
  }

  /** This project's own scorer: in plain Java, and with vectors where there are any. */
  static List<Contender> ours(ModelBundle bundle, int threads) {
    List<Contender> ours = new ArrayList<>();
    ScoringModel scalar = ScoringModel.of(bundle, Engine.SCALAR);
    ours.add(of(ScorerBench.SCALAR, "", new OwnEngine(scalar, 1), threads));
    if (Engine.best() == Engine.VECTOR) {
      ScoringModel vector = ScoringModel.of(bundle, Engine.VECTOR);
      ours.add(of(ScorerBench.VECTOR, "", new OwnEngine(vector, 1), threads));
      String lanes = vector.newBatchScorer().lanes() + " side by side";
      ours.add(
          of(ScorerBench.SIDE_BY_SIDE, lanes, new OwnEngine(vector, SIDE_BY_SIDE_BATCH), threads));
    }
    return ours;
  }

  /** The same for reviews of so many words alone. */
  Contender only(int count) {
    return new Contender(name, variant, engine, crew, threads, List.of(count));
  }

  boolean reads(int count) {
    return words.isEmpty() || words.contains(count);
  }
}
