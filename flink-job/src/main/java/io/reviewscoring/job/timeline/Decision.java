package io.reviewscoring.job.timeline;

import io.reviewscoring.job.message.RoleChange;
import org.jspecify.annotations.Nullable;

/**
 * What changes on the timeline at an instant of event time. Only references a model: the bundle
 * itself lies in the archive under its hash.
 *
 * @param version of the model that is in force by it, or of the candidate or shadow
 * @param effectiveFrom inclusive, epoch milliseconds UTC
 * @param controlOffset of the command that was decided
 * @param change null in the state of 0.1.0, where every decision put a model in force
 */
public record Decision(
    String version,
    String sha256,
    long effectiveFrom,
    long controlOffset,
    @Nullable RoleChange change) {

  private static final int MARK_DIGITS = 8;

  /** One that puts a model in force. */
  public Decision(String version, String sha256, long effectiveFrom, long controlOffset) {
    this(version, sha256, effectiveFrom, controlOffset, null);
  }

  /** Tells its model from others: the first 32 bits of its SHA-256. */
  public int mark() {
    return Integer.parseUnsignedInt(sha256, 0, MARK_DIGITS, 16);
  }

  /** Of the reviews that its model scores; 1 where it is in force. */
  public double share() {
    return change == null || putsInForce() ? 1 : change.share();
  }

  /** What kind of change it is. */
  public RoleChange.Kind kind() {
    return change == null ? RoleChange.Kind.ACTIVATE : change.kind();
  }

  /** Whether its model is in force from then on. */
  public boolean putsInForce() {
    return switch (kind()) {
      case ACTIVATE, PROMOTE, ROLLBACK -> true;
      case CANARY, SHADOW, END -> false;
    };
  }

  /** The experiment that it names; null if none. */
  public @Nullable String experiment() {
    return change == null ? null : change.experiment();
  }

  /** Whether the experiment that it names, or without a name the one that runs, is over with it. */
  public boolean endsExperiments() {
    return switch (kind()) {
      case PROMOTE, END, ROLLBACK -> true;
      case ACTIVATE, CANARY, SHADOW -> false;
    };
  }
}
