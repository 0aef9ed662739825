package io.reviewscoring.job.timeline;

import io.reviewscoring.job.message.RoleChange;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which models score from an instant on: an entry of the {@link Timeline}. Immutable.
 *
 * @param by what made it so
 * @param inForce the decision that put the model in force that scores all but the candidate's part
 * @param candidate the last decision about the candidate's share; null if there is none
 * @param shadow the last decision about the shadow's share; null if there is none
 */
public record Roles(
    Decision by, Decision inForce, @Nullable Decision candidate, @Nullable Decision shadow) {

  /** A model in force, and no more. */
  static Roles of(Decision inForce) {
    return new Roles(inForce, inForce, null, null);
  }

  /** The entry that a decision makes of this one. */
  Roles after(Decision decision) {
    return switch (decision.kind()) {
      case ACTIVATE -> new Roles(decision, decision, candidate, shadow);
      case CANARY -> new Roles(decision, inForce, decision, ofTheSame(decision, shadow));
      case SHADOW -> new Roles(decision, inForce, ofTheSame(decision, candidate), decision);
      case PROMOTE, ROLLBACK -> of(decision);
      case END ->
          Objects.equals(experiment(decision), experiment())
              ? new Roles(decision, inForce, null, null)
              : new Roles(decision, inForce, candidate, shadow);
    };
  }

  private static @Nullable Decision ofTheSame(Decision decision, @Nullable Decision other) {
    return other != null && Objects.equals(experiment(other), experiment(decision)) ? other : null;
  }

  /** The experiment that runs; null if none does. */
  public @Nullable String experiment() {
    Decision part = candidate == null ? shadow : candidate;
    return part == null ? null : experiment(part);
  }

  /** Whether the candidate makes a review's event, and not the model in force. */
  public boolean isCandidates(String reviewId) {
    return candidate != null
        && isAmong(candidate, RoleHash.CANDIDATE, reviewId, change(candidate).share());
  }

  /** Whether the shadow scores a review beside another model, which makes its event. */
  public boolean isShadowed(String reviewId) {
    return shadow != null
        && isAmong(shadow, RoleHash.SHADOW, reviewId, change(shadow).share())
        && !isSame(shadow, isCandidates(reviewId) ? candidate : inForce);
  }

  /** Whether the model in force scores beside another candidate, if a review is that one's. */
  public boolean isCompared(String reviewId) {
    return candidate != null
        && !isSame(candidate, inForce)
        && isAmong(candidate, RoleHash.COMPARED, reviewId, change(candidate).compared());
  }

  /** A model that scored beside itself would say in a comparison that nothing differs. */
  private static boolean isSame(Decision part, @Nullable Decision other) {
    return other != null && part.sha256().equals(other.sha256());
  }

  private static boolean isAmong(Decision part, String role, String reviewId, double share) {
    return RoleHash.isAmong(Objects.requireNonNull(experiment(part)), role, reviewId, share);
  }

  /** All decisions in it, each once. */
  public Set<Decision> decisions() {
    return Stream.of(by, inForce, candidate, shadow)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable String experiment(Decision part) {
    return change(part).experiment();
  }

  private static RoleChange change(Decision decision) {
    return Objects.requireNonNullElse(decision.change(), RoleChange.ACTIVATE);
  }
}
