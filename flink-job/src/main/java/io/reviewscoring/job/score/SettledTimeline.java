package io.reviewscoring.job.score;

import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The decisions, and until when nothing is added to them any more: broadcast state, with a copy to
 * look things up in. For the task thread.
 */
final class SettledTimeline {
  /** Decisions by their instant. */
  private static final MapStateDescriptor<Long, Decision> DECISIONS =
      new MapStateDescriptor<>("timeline", Types.LONG, TypeInformation.of(Decision.class));

  /** The last tick, under the key 0. */
  private static final MapStateDescriptor<Integer, Long> FINAL_UNTIL =
      new MapStateDescriptor<>("final-until", Types.INT, Types.LONG);

  private static final int TICK = 0;

  private final BroadcastState<Long, Decision> decisions;
  private final BroadcastState<Integer, Long> lastTick;
  private final Timeline timeline = new Timeline();
  private long finalUntil;

  /** Finds what a checkpoint holds. */
  SettledTimeline(OperatorStateStore store) throws Exception {
    decisions = store.getBroadcastState(DECISIONS);
    lastTick = store.getBroadcastState(FINAL_UNTIL);
    for (Map.Entry<Long, Decision> entry : decisions.immutableEntries()) {
      timeline.add(entry.getValue());
    }
    Long tick = lastTick.get(TICK);
    finalUntil = tick == null ? GateMessage.NEVER : tick;
  }

  void add(Decision decision) throws Exception {
    decisions.put(decision.effectiveFrom(), decision);
    timeline.add(decision);
  }

  void settle(long until) throws Exception {
    finalUntil = until;
    lastTick.put(TICK, until);
  }

  boolean isFinal(long instant) {
    return instant <= finalUntil;
  }

  /** Whether there will be no other tick. */
  boolean isAtItsEnd() {
    return finalUntil == GateMessage.END_OF_TIME;
  }

  /** Which models score at an instant, whether that is final or not; null if none does. */
  @Nullable Roles at(long instant) {
    return timeline.at(instant);
  }

  /** The version of the model that has a mark; null if no decision names such. */
  @Nullable String versionOf(int mark) {
    return timeline.versionOf(mark);
  }

  /** The decisions that reviews to come may need. */
  Collection<Decision> needed() {
    return timeline
        .from(finalUntil)
        .flatMap(roles -> roles.decisions().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The instant of the first decision after this one; null if there is none. */
  @Nullable Long nextAfter(long instant) {
    return timeline.nextAfter(instant);
  }
}
