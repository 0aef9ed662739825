package io.reviewscoring.dashboard;

import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.RoleHash;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models scored in which roles over a while of event time.
 *
 * @param stretches those of a role in their order
 * @param endings what ended an experiment or put an earlier model in force, in their order
 */
record RoleCourse(List<Stretch> stretches, List<Ending> endings) {

  /**
   * A stretch in which a model had a role.
   *
   * @param role {@link ScoredBeside#IN_FORCE}, {@link RoleHash#CANDIDATE} or {@link
   *     RoleHash#SHADOW}
   * @param share of the reviews, 0 to 1; 1 in force
   * @param from inclusive, epoch milliseconds
   * @param to exclusive, epoch milliseconds
   */
  record Stretch(String role, String version, double share, long from, long to) {}

  /**
   * A promotion, a rollback, or an end.
   *
   * @param version of the model in force from then on
   * @param at epoch milliseconds
   */
  record Ending(RoleChange.Kind kind, String version, long at) {}

  /** What a timeline says of the time from {@code from} to before {@code to}. */
  static RoleCourse of(Timeline timeline, long from, long to) {
    // A decision for an experiment that has ended leaves an entry like the one before.
    List<Roles> entries = timeline.from(from).distinct().toList();
    List<Stretch> stretches = new ArrayList<>();
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Roles roles = entries.get(i);
      // Before the first decision the first model is in force.
      long begin = i == 0 ? from : roles.by().effectiveFrom();
      if (begin >= to) {
        break;
      }
      long next = i + 1 == entries.size() ? to : entries.get(i + 1).by().effectiveFrom();
      long end = Math.min(to, next);
      add(stretches, ScoredBeside.IN_FORCE, roles.inForce(), begin, end);
      add(stretches, RoleHash.CANDIDATE, roles.candidate(), begin, end);
      add(stretches, RoleHash.SHADOW, roles.shadow(), begin, end);
      if (i > 0 && isEnding(entries.get(i - 1), roles)) {
        endings.add(new Ending(roles.by().kind(), roles.by().version(), begin));
      }
    }
    return new RoleCourse(stretches, endings);
  }

  private static boolean isEnding(Roles before, Roles roles) {
    return roles.by().kind() == RoleChange.Kind.END
        ? before.experiment() != null && roles.experiment() == null
        : roles.by().endsExperiments();
  }

  /** Lengthens the stretch that ends there, if nothing has changed, or adds one. */
  private static void add(
      List<Stretch> stretches, String role, @Nullable Decision decision, long begin, long end) {
    if (decision == null) {
      return;
    }
    String version = decision.version();
    double share = decision.share();
    for (int i = 0; i < stretches.size(); i++) {
      long from = stretches.get(i).from;
      if (stretches.get(i).equals(new Stretch(role, version, share, from, begin))) {
        stretches.set(i, new Stretch(role, version, share, from, end));
        return;
      }
    }
    stretches.add(new Stretch(role, version, share, begin, end));
  }
}
