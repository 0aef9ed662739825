package io.reviewscoring.job.score;

import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Roles;
import org.jspecify.annotations.Nullable;

/** Gives each review the models of its roles. For the task thread. */
final class RoleModels {
  private final SubtaskModels models;

  RoleModels(SubtaskModels models) {
    this.models = models;
  }

  /**
   * The models that score a review.
   *
   * @param roles at its instant; null for none
   * @param mustLoad whether to fail rather than return null
   * @return null while one of them can't be loaded: scored without it, a replay would differ
   */
  @Nullable Assignment of(@Nullable Roles roles, String reviewId, boolean mustLoad) {
    if (roles == null) {
      return null;
    }
    String experiment = roles.experiment();
    if (experiment == null) {
      ReadyModel model = models.ready(roles.inForce(), mustLoad);
      return model == null ? null : Assignment.alone(model);
    }
    boolean isCandidates = roles.isCandidates(reviewId);
    boolean isCompared = isCandidates && roles.isCompared(reviewId);
    boolean isShadowed = roles.isShadowed(reviewId);
    ReadyModel model = models.ready(isCandidates ? roles.candidate() : roles.inForce(), mustLoad);
    ReadyModel compared = isCompared ? models.ready(roles.inForce(), mustLoad) : null;
    ReadyModel shadow = isShadowed ? models.ready(roles.shadow(), mustLoad) : null;
    if (model == null || (isCompared && compared == null) || (isShadowed && shadow == null)) {
      return null;
    }
    return new Assignment(model, isCandidates, experiment, compared, shadow);
  }

  /** Which models of an entry can't be loaded at present. */
  Lacking lacking(@Nullable Roles roles) {
    return roles == null
        ? Lacking.ALL
        : new Lacking(lacks(roles.inForce()), lacks(roles.candidate()), lacks(roles.shadow()));
  }

  private boolean lacks(@Nullable Decision decision) {
    return decision != null && models.ready(decision, false) == null;
  }

  /** Models of an entry that can't be loaded. */
  record Lacking(boolean inForce, boolean candidate, boolean shadow) {
    static final Lacking NONE = new Lacking(false, false, false);

    private static final Lacking ALL = new Lacking(true, true, true);

    /** Whether a review can't be scored without them. */
    boolean isLackedBy(String reviewId, Roles roles) {
      boolean isCandidates = roles.isCandidates(reviewId);
      return (isCandidates ? candidate || (inForce && roles.isCompared(reviewId)) : inForce)
          || (shadow && roles.isShadowed(reviewId));
    }
  }
}
