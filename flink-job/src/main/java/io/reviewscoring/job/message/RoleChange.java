package io.reviewscoring.job.message;

import java.io.Serializable;
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
    ROLLBACK
  }
}
