package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.EncodedReviewSerializer;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.timeline.Decision;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.function.BiConsumerWithException;
import org.jspecify.annotations.Nullable;

/**
 * Reviews that wait, by their instant of event time. Keyed state: for each instant and key group a
 * list, under a key that stands for the group. In memory is only at which instants there are any.
 * Changes the current key. For the task thread.
 */
final class HeldReviews {
  private static final ListStateDescriptor<EncodedReview> STATE =
      new ListStateDescriptor<>("held by instant", new EncodedReviewSerializer());

  /** How long a tick releases reviews before barriers have their turn. */
  private static final long RELEASE_NANOS = 500_000_000;

  /** Half a surrogate pair, which no review's id holds. */
  private static final String KEY_PREFIX = "\uD800";

  private final KeyedStateBackend<String> backend;
  private final InternalListState<String, Long, EncodedReview> state;
  private final long most;
  private final int maxParallelism;
  private final int firstGroup;

  /** By key group, from this subtask's first. */
  private final List<String> keys;

  /** By instant the key groups, counted from this subtask's first. */
  private final TreeMap<Long, BitSet> groups = new TreeMap<>();

  private long count;

  /**
   * Finds those that a checkpoint holds.
   *
   * @param most of all subtasks, each having its share
   */
  HeldReviews(KeyedStateBackend<String> backend, TaskInfo task, int most) throws Exception {
    this.backend = backend;
    this.most = (most - 1L) / task.getNumberOfParallelSubtasks() + 1;
    ListState<EncodedReview> lists = backend.getOrCreateKeyedState(LongSerializer.INSTANCE, STATE);
    @SuppressWarnings("unchecked") // what every backend's states are
    var internal = (InternalListState<String, Long, EncodedReview>) lists;
    this.state = internal;
    this.maxParallelism = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    this.firstGroup = range.getStartKeyGroup();
    this.keys = keys(range);
    index();
  }

  private List<String> keys(KeyGroupRange range) {
    Map<Integer, String> byGroup = new HashMap<>();
    for (int i = 0; byGroup.size() < range.getNumberOfKeyGroups(); i++) {
      String key = KEY_PREFIX + i;
      int group = group(key);
      if (range.contains(group)) {
        byGroup.putIfAbsent(group, key);
      }
    }
    List<String> ordered = new ArrayList<>();
    range.forEach(group -> ordered.add(byGroup.get(group)));
    return ordered;
  }

  private int group(String key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
  }

  private void index() throws Exception {
    List<Tuple2<String, Long>> lists;
    try (Stream<Tuple2<String, Long>> stored = backend.getKeysAndNamespaces(STATE.getName())) {
      lists = stored.toList();
    }
    for (Tuple2<String, Long> list : lists) {
      int group = group(list.f0) - firstGroup;
      groups.computeIfAbsent(list.f1, instant -> new BitSet()).set(group);
      for (EncodedReview unused : at(list.f1, group).get()) {
        count++;
      }
    }
  }

  private ListState<EncodedReview> at(long instant, int group) {
    backend.setCurrentKey(keys.get(group));
    state.setCurrentNamespace(instant);
    return state;
  }

  /**
   * Adds one.
   *
   * @throws SuppressRestartsException if it is one too many: again and again the job would only
   *     read them anew
   */
  void add(EncodedReview review) throws Exception {
    if (count >= most) {
      throw new SuppressRestartsException(
          new FlinkException(
              "more reviews wait for a model than held.max allows ("
                  + most
                  + " a subtask), the earliest of "
                  + Messages.instant(groups.firstKey())
                  + ": model-status says what became of their model; make it loadable or give a"
                  + " larger held.max, and start again"));
    }
    int group = group(review.reviewId()) - firstGroup;
    at(review.timestamp(), group).add(review);
    groups.computeIfAbsent(review.timestamp(), instant -> new BitSet()).set(group);
    count++;
  }

  /**
   * Gives those on that need not wait any more, the earliest first, until the time is up: the next
   * call goes on. After the last tick it gives all.
   *
   * @param models gives the model of a decision, or null
   * @param to may change the current key
   * @return whether the time was up before all were given
   */
  boolean release(
      SettledTimeline timeline,
      Function<@Nullable Decision, @Nullable ReadyModel> models,
      BiConsumerWithException<EncodedReview, ReadyModel, Exception> to)
      throws Exception {
    long start = System.nanoTime();
    Long instant = groups.isEmpty() ? null : groups.firstKey();
    while (instant != null && timeline.isFinal(instant)) {
      if (!timeline.isAtItsEnd() && System.nanoTime() - start > RELEASE_NANOS) {
        return true;
      }
      ReadyModel model = models.apply(timeline.inForce(instant));
      if (model == null) {
        // So have all up to the next decision to wait.
        Long next = timeline.nextAfter(instant);
        instant = next == null ? null : groups.ceilingKey(next);
      } else {
        for (EncodedReview review : remove(instant)) {
          to.accept(review, model);
        }
        instant = groups.higherKey(instant);
      }
    }
    return false;
  }

  /** Removes all of an instant; those of one id stay in the order in which they came. */
  private List<EncodedReview> remove(long instant) throws Exception {
    List<EncodedReview> reviews = new ArrayList<>();
    BitSet held = groups.remove(instant);
    if (held != null) {
      for (int group = held.nextSetBit(0); group >= 0; group = held.nextSetBit(group + 1)) {
        ListState<EncodedReview> list = at(instant, group);
        list.get().forEach(reviews::add);
        list.clear();
      }
    }
    count -= reviews.size();
    return reviews;
  }
}
