package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.ScoredReviews;
import java.util.List;

/**
 * What going on from a bundle leaves.
 *
 * @param bundle calibrated, its figures in the provenance
 * @param sources the new ones, then those of before
 */
public record RefinedModel(ModelBundle bundle, List<Compared> sources) {
  public RefinedModel {
    sources = List.copyOf(sources);
  }

  /**
   * A source by both bundles, on reviews that neither learnt from.
   *
   * @param kept whether it is one of before, which is not to be lost
   * @param before by the bundle that it began with
   * @param after by the new one
   */
  public record Compared(String name, boolean kept, ScoredReviews before, ScoredReviews after) {

    /** Share of the reviews that are right now and were not, less those that were and are not. */
    public double gain() {
      return after.evaluation().accuracy() - before.evaluation().accuracy();
    }
  }
}
