package io.reviewscoring.job.message;

/**
 * Two models of an experiment that score the same reviews.
 *
 * @param model version of the one that makes their events
 * @param other version of the one that scores beside it
 * @param role of the other: {@link ScoredBeside#SHADOW} or {@link ScoredBeside#IN_FORCE}
 */
public record ModelPair(String experiment, String model, String other, String role) {

  /** The pair that scored a review. */
  public static ModelPair of(ScoredBeside scored) {
    return new ModelPair(
        scored.experiment(),
        scored.event().modelVersion(),
        scored.beside().modelVersion(),
        String.valueOf(scored.beside().role()));
  }
}
