package io.reviewscoring.job.score;

import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.RoleHash;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.model.scoring.Engine;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What a score subtask tells of its work in Flink's metrics. Written by the task thread, read by
 * any.
 */
final class ScoreMetrics {
  private static final int BUCKETS = 10;
  private static final int LATENCY_WINDOW = 1_000;
  private static final List<String> ROLES =
      List.of(RoleHash.CANDIDATE, ScoredBeside.SHADOW, ScoredBeside.IN_FORCE);
  private static final List<String> ROLES_BESIDE =
      List.of(ScoredBeside.SHADOW, ScoredBeside.IN_FORCE);
  private static final double MILLIS_A_SECOND = 1_000;
  private static final double MILLIONTHS = 1e6;

  private final MetricGroup group;
  private final Clock clock;
  private final Counter scored;
  private final Counter repeats;
  private final Counter edits;
  private final Counter tokensSeen;
  private final Counter tokensUnknown;
  private final Counter pauseMillis;
  private final Counter[] scores = new Counter[BUCKETS];
  private final Map<String, Counter> inRoles = new HashMap<>();
  private final Map<String, Counter> otherLabels = new HashMap<>();
  private final Map<String, Counter> differences = new HashMap<>();
  private final Histogram scoreMicros;
  private final Histogram evidenceMicros;
  private final Set<String> versions = new HashSet<>();
  private volatile long loadMillis;
  private volatile @Nullable Roles roles;

  /**
   * Registers all of them.
   *
   * @param clock for the age of the model in force
   */
  ScoreMetrics(MetricGroup group, Clock clock) {
    this.group = group;
    this.clock = clock;
    scored = group.counter("reviewsScored");
    repeats = group.counter("reviewsRepeated");
    edits = group.counter("reviewsEdited");
    tokensSeen = group.counter("tokensSeen");
    tokensUnknown = group.counter("tokensUnknown");
    pauseMillis = group.counter("modelPauseMillis");
    for (int i = 0; i < BUCKETS; i++) {
      scores[i] = group.addGroup("bucket", Integer.toString(i)).counter("scores");
    }
    for (String role : ROLES) {
      inRoles.put(role, group.addGroup("role", role).counter("reviewsInRole"));
    }
    for (String role : ROLES_BESIDE) {
      otherLabels.put(role, group.addGroup("role", role).counter("labelsDiffering"));
      differences.put(role, group.addGroup("role", role).counter("differenceMillionths"));
    }
    scoreMicros =
        group.histogram("scoreMicros", new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
    evidenceMicros =
        group.histogram("evidenceMicros", new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
    Gauge<Double> unknownTokenShare = this::unknownTokenShare;
    group.gauge("unknownTokenShare", unknownTokenShare);
    Gauge<Double> modelAgeSeconds = this::modelAgeSeconds;
    group.gauge("modelAgeSeconds", modelAgeSeconds);
    Gauge<Long> lastLoadMillis = () -> loadMillis;
    group.gauge("modelLoadMillis", lastLoadMillis);
    Gauge<Integer> engineInUse = () -> 1;
    group.addGroup("engine", Engine.best().label()).gauge("engineInUse", engineInUse);
  }

  /** A review was scored. */
  void scored(float score, int tokens, int knownTokens, long nanos) {
    scored.inc();
    tokensSeen.inc(tokens);
    tokensUnknown.inc(tokens - (long) knownTokens);
    scores[Math.min(BUCKETS - 1, (int) (score * BUCKETS))].inc();
    scoreMicros.update(nanos / 1_000);
  }

  /** A review was scored by a model in another role than that in force alone. */
  void inRole(String role) {
    Objects.requireNonNull(inRoles.get(role)).inc();
  }

  /** A model in a role has scored a review beside the one that makes its event. */
  void compared(String role, ScoredBeside scored) {
    float difference = scored.beside().score() - scored.event().score();
    Objects.requireNonNull(differences.get(role))
        .inc(Math.round(Math.abs(difference) * MILLIONTHS));
    if (scored.beside().label() != scored.event().label()) {
      Objects.requireNonNull(otherLabels.get(role)).inc();
    }
  }

  /** The words were found that moved a review's score. */
  void explained(long nanos) {
    evidenceMicros.update(nanos / 1_000);
  }

  /** A review was dropped, because it was scored before. */
  void repeated() {
    repeats.inc();
  }

  /** A review was scored that differs from an earlier one of its id. */
  void edited() {
    edits.inc();
  }

  /** A model was loaded. */
  void loaded(long millis) {
    loadMillis = millis;
  }

  /** Reviews waited for a model. */
  void paused(long millis) {
    pauseMillis.inc(millis);
  }

  /** What scores changed. */
  void present(Roles present) {
    roles = present;
    for (Decision decision : present.decisions()) {
      String version = decision.version();
      if (versions.add(version)) {
        Gauge<Integer> modelInForce = () -> isInForce(version) ? 1 : 0;
        group.addGroup("model", version).gauge("modelInForce", modelInForce);
        Gauge<Double> candidateShare = () -> share(version, Roles::candidate);
        group.addGroup("model", version).gauge("candidateShare", candidateShare);
        Gauge<Double> shadowShare = () -> share(version, Roles::shadow);
        group.addGroup("model", version).gauge("shadowShare", shadowShare);
      }
    }
  }

  private boolean isInForce(String version) {
    Roles now = roles;
    return now != null && now.inForce().version().equals(version);
  }

  /** In a role that the model may have; 0 where it hasn't. */
  private double share(String version, Function<Roles, @Nullable Decision> role) {
    Roles now = roles;
    Decision decision = now == null ? null : role.apply(now);
    return decision == null || !decision.version().equals(version) ? 0 : decision.share();
  }

  private double unknownTokenShare() {
    long seen = tokensSeen.getCount();
    return seen == 0 ? 0 : (double) tokensUnknown.getCount() / seen;
  }

  /** Since the instant of the decision; the model given at the start has none and counts from 0. */
  private double modelAgeSeconds() {
    Roles now = roles;
    return now == null || now.inForce().effectiveFrom() <= 0
        ? 0
        : (clock.millis() - now.inForce().effectiveFrom()) / MILLIS_A_SECOND;
  }
}
