package io.reviewscoring.job.message;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** From when a decision holds, in words for people. */
public final class InForce {
  private InForce() {}

  /** What a status says of it; without the instant where there is none. */
  public static String words(ModelStatus decision) {
    return words(decision.change(), decision.effectiveFrom());
  }

  /**
   * The words.
   *
   * @param change null where a model is put in force
   * @param effectiveFrom epoch milliseconds; null where there is none
   */
  public static String words(@Nullable RoleChange change, @Nullable Long effectiveFrom) {
    String from = effectiveFrom == null ? "" : " from " + from(effectiveFrom);
    if (change == null) {
      return "in force" + from;
    }
    return switch (change.kind()) {
      case ACTIVATE, PROMOTE, ROLLBACK -> "in force" + from;
      case CANARY ->
          "candidate for %s in experiment %s"
                  .formatted(percent(change.share()), change.experiment())
              + from;
      case SHADOW ->
          "shadow of %s in experiment %s".formatted(percent(change.share()), change.experiment())
              + from;
      case END -> "still in force, experiment %s ends".formatted(change.experiment()) + from;
    };
  }

  /** A share, 0 to 1, in per cent with no digit more than it has. */
  public static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /** Instant 0 or earlier is that of the model given at the start: from the beginning of time. */
  private static String from(long instant) {
    return instant <= 0 ? "the start" : Messages.instant(instant);
  }
}
