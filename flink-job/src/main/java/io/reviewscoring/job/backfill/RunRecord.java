package io.reviewscoring.job.backfill;

import io.reviewscoring.job.kafka.ReviewSpan;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.parse.EventTimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run was decided to do before it first started, so that each later start does the same.
 *
 * @param options by name, as {@link BackfillOptions#identity} gives them
 * @param range in whole windows
 * @param decisions that the reviews are scored by
 * @param outputEnds where each output topic's partitions ended: what the run writes comes after
 * @param sureEnds whether no commit marker can have ended the span; not so in runs of 0.1.0
 */
record RunRecord(
    String runId,
    Map<String, String> options,
    EventTimeRange range,
    ReviewSpan span,
    List<ModelStatus> decisions,
    Map<String, Map<Integer, Long>> outputEnds,
    boolean sureEnds) {
  private static final String MARGIN = "margin";

  /** How much after the range was read; empty if all that there was. */
  Optional<Duration> margin() {
    return Optional.ofNullable(options.get(MARGIN)).map(Duration::parse);
  }

  /** Why what it reads may not be all, a line each. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>(span.gaps());
    if (!sureEnds && margin().isPresent()) {
      gaps.add(
          "the run was begun by 0.1.0, which took commit markers for reviews: where"
              + " transactions write them, its end may lie too early; another --run-id reads all");
    }
    return gaps;
  }

  /** How options differ from those of the first start, in one line; empty if they don't. */
  String difference(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(options);
    all.putAll(others);
    if (!sureEnds && !others.containsKey(MARGIN)) {
      all.remove(MARGIN); // its default was one, and stands in the record
    }
    if (!options.containsKey(RunIdentity.COMPARISON_TOPIC)) {
      all.remove(RunIdentity.COMPARISON_TOPIC);
    }
    for (String name : all.keySet()) {
      String first = options.get(name);
      String now = others.get(name);
      if (first == null) {
        return "without --" + name;
      }
      if (!first.equals(now)) {
        return "with --" + name + " " + first + (now == null ? "" : ", not " + now);
      }
    }
    return "";
  }
}
