package io.reviewscoring.job.message;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command or a decision changes on the timeline. Where there is none, a model is put in
 * force: so were all commands of 0.1.0.
 *
 * @param experiment that the candidate or the shadow belongs to; null for {@code ACTIVATE} and
 *     {@code ROLLBACK}
 * @param share of the reviews that the candidate or the shadow scores, above 0, at most 1; 0 where
 *     the kind has none
 * @param compared share of the candidate's reviews that the model in force scores beside it, 0 to
 *     1; for {@code CANARY} alone
 */
public record RoleChange(Kind kind, @Nullable String experiment, double share, double compared)
    implements Serializable {

  /** A model in force, and no more. */
  public static final RoleChange ACTIVATE = new RoleChange(Kind.ACTIVATE, null, 0, 0);

  private static final Pattern EXPERIMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Why it can't be meant, whatever was decided before; empty if it can. */
  public Optional<String> problem() {
    if (experiment != null && !EXPERIMENT.matcher(experiment).matches()) {
      return Optional.of(
          "'%s' is no name of an experiment: letters, digits, and behind the first also . _ -; 64 at most"
              .formatted(experiment));
    }
    if (kind.hasShare() && !(share > 0 && share <= 1)) {
      return Optional.of("the share is %s: it must be above 0 and at most 1".formatted(share));
    }
    if (!(compared >= 0 && compared <= 1)) {
      return Optional.of(
          "the share that is compared is %s: it must be from 0 to 1".formatted(compared));
    }
    return Optional.empty();
  }

  /** Which it is. */
  public enum Kind {
    /** A model is in force. */
    ACTIVATE,
    /** A candidate scores a share of the reviews in place of the model in force. */
    CANARY,
    /** A shadow scores a share of the reviews beside the model whose events go out. */
    SHADOW,
    /** The experiment's candidate is the model in force; the experiment ends. */
    PROMOTE,
    /** The experiment ends: neither candidate nor shadow. */
    END,
    /** The model in force before is so again; an experiment that runs ends. */
    ROLLBACK;

    /** Whether a command of it brings a model along; the others speak of models that are known. */
    public boolean hasBundle() {
      return this == ACTIVATE || hasShare();
    }

    /** Whether its model gets a share of the reviews. */
    public boolean hasShare() {
      return this == CANARY || this == SHADOW;
    }

    /** Whether it names an experiment. */
    public boolean isOfExperiment() {
      return this != ACTIVATE && this != ROLLBACK;
    }
  }
}
