package io.reviewscoring.job.cli;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Experiment;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which models score at an instant, in words. */
final class ExperimentStatus {
  private static final String LINE = "%-13s%s";

  private final Timeline timeline;
  private final long now;

  /**
   * @param now event time, epoch milliseconds
   */
  ExperimentStatus(Timeline timeline, long now) {
    this.timeline = timeline;
    this.now = now;
  }

  /** The experiment that runs, or the last one that did; null if there was none. */
  @Nullable String experiment() {
    Experiment experiment = timeline.experiment(now);
    return experiment == null ? null : experiment.name();
  }

  /** All experiments about which anything was decided, in the order of their first instants. */
  List<String> experiments() {
    return timeline.decisions().stream()
        .map(Decision::experiment)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("at", Messages.instant(now)));
    Roles roles = timeline.at(now);
    if (roles == null) {
      lines.add(LINE.formatted("in force", "no model was ever accepted"));
      return lines;
    }
    Decision inForce = roles.inForce();
    lines.add(LINE.formatted("in force", inForce.version() + since(inForce)));
    Experiment experiment = timeline.experiment(now);
    if (experiment == null || experiment.ended() != null) {
      lines.add(LINE.formatted("experiment", "none runs"));
    } else {
      lines.add(LINE.formatted("experiment", experiment.name() + since(experiment.began())));
      Decision candidate = roles.candidate();
      if (candidate != null) {
        double compared = requireNonNull(candidate.change()).compared();
        lines.add(
            part("candidate", candidate)
                + (compared == 0
                    ? ""
                    : ", %s of them compared with %s"
                        .formatted(InForce.percent(compared), inForce.version())));
      }
      if (roles.shadow() != null) {
        lines.add(part("shadow", roles.shadow()));
      }
    }
    timeline
        .from(now)
        .map(Roles::by)
        .distinct() // what is decided without effect leaves the entry before as it is
        .filter(decision -> decision.effectiveFrom() > now)
        .forEach(decision -> lines.add(LINE.formatted("later", later(decision))));
    return lines;
  }

  private static String part(String role, Decision decision) {
    return LINE.formatted(
        role,
        "%s, %s of the reviews%s"
            .formatted(
                decision.version(),
                InForce.percent(requireNonNull(decision.change()).share()),
                since(decision)));
  }

  private static String since(Decision decision) {
    return decision.effectiveFrom() <= 0
        ? ", since the start"
        : ", since " + Messages.instant(decision.effectiveFrom());
  }

  private static String later(Decision decision) {
    return decision.version() + ", " + InForce.words(decision.change(), decision.effectiveFrom());
  }
}
