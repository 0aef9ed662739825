package io.reviewscoring.job.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a run does to a job.
 *
 * @param name of the job and the beginning of its topics' names
 * @param seed of all that is random
 * @param reviews at least so many are sent, more while kills are due
 * @param perSecond the pace of sending
 * @param kills how many of each kind
 * @param longestOutage how long a killed broker stays away at most
 * @param activateEvery time between two activations of a model
 * @param onlyInFlight whether a kill counts only when reviews were in flight; where results are
 *     visible at once, hardly any are
 * @param options of the job, beside those that all runs have
 */
record KillPlan(
    String name,
    long seed,
    long reviews,
    int perSecond,
    Map<Kill.Victim, Integer> kills,
    Duration longestOutage,
    Duration activateEvery,
    boolean onlyInFlight,
    Map<String, String> options) {
  private static final Duration FIRST = Duration.ofSeconds(6);

  /** A kill that is due so long after the first review. */
  record Moment(Duration due, Kill.Victim victim) {}

  /** The kills in order, at moments spread by chance over the time that the reviews take. */
  List<Moment> moments() {
    Random random = new Random(seed);
    List<Kill.Victim> victims = new ArrayList<>();
    for (Kill.Victim victim : Kill.Victim.values()) {
      victims.addAll(Collections.nCopies(kills.getOrDefault(victim, 0), victim));
    }
    Collections.shuffle(victims, random);
    long last = Math.max(1, reviews * 1_000 / perSecond - FIRST.toMillis());
    List<Long> dues =
        victims.stream()
            .map(ignored -> FIRST.toMillis() + (long) (random.nextDouble() * last))
            .sorted()
            .toList();
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < victims.size(); i++) {
      moments.add(new Moment(Duration.ofMillis(dues.get(i)), victims.get(i)));
    }
    return moments;
  }
}
