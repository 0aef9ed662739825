package io.reviewscoring.job.backfill;

import io.reviewscoring.job.kafka.ReviewSpan;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.parse.EventTimeRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was decided to do before it first started, so that each later start does the same.
 *
 * @param options by name, as {@link BackfillOptions#identity} gives them
 * @param range in whole windows
 * @param decisions that the reviews are scored by
 * @param outputEnds where each output topic's partitions ended: what the run writes comes after
 */
record RunRecord(
    String runId,
    Map<String, String> options,
    EventTimeRange range,
    ReviewSpan span,
    List<ModelStatus> decisions,
    Map<String, Map<Integer, Long>> outputEnds) {

  /** How options differ from those of the first start, in one line; empty if they don't. */
  String difference(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(options);
    all.putAll(others);
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
