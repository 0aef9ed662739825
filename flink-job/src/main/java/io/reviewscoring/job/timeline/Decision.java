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

  /** One that puts a model in force. */
  public Decision(String version, String sha256, long effectiveFrom, long controlOffset) {
    this(version, sha256, effectiveFrom, controlOffset, null);
  }
}
