package io.reviewscoring.job.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state that is no single key's: for each instant and key group a list, under a key that
 * stands for the group, so that it moves with the group to another parallelism. In memory is only
 * at which instants there are any. Changes the current key. For the task thread.
 */
final class GroupLists<T> {
  /** Half a surrogate pair, which no review's id holds. */
  private static final String KEY_PREFIX = "\uD800";

  private final KeyedStateBackend<String> backend;
  private final InternalListState<String, Long, T> state;
  private final int maxParallelism;
  private final int firstGroup;

  /** By key group, from this subtask's first. */
  private final List<String> keys;

  /** By instant the key groups, counted from this subtask's first. */
  private final TreeMap<Long, BitSet> groups = new TreeMap<>();

  /**
   * By key group an instant at which it has a list, mostly the next value's as well. {@code
   * Long.MIN_VALUE} for none.
   */
  private final long[] marked;

  /** Finds those that a checkpoint holds. */
  GroupLists(KeyedStateBackend<String> backend, TaskInfo task, ListStateDescriptor<T> descriptor)
      throws Exception {
    this.backend = backend;
    ListState<T> lists = backend.getOrCreateKeyedState(LongSerializer.INSTANCE, descriptor);
    @SuppressWarnings("unchecked") // what every backend's states are
    var internal = (InternalListState<String, Long, T>) lists;
    this.state = internal;
    this.maxParallelism = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    this.firstGroup = range.getStartKeyGroup();
    this.keys = keys(range);
    this.marked = new long[range.getNumberOfKeyGroups()];
    Arrays.fill(marked, Long.MIN_VALUE);
    try (Stream<Tuple2<String, Long>> stored = backend.getKeysAndNamespaces(descriptor.getName())) {
      stored.forEach(list -> mark(list.f1, groupOf(list.f0)));
    }
  }

  private List<String> keys(KeyGroupRange range) {
    Map<Integer, String> byGroup = new HashMap<>();
    for (int i = 0; byGroup.size() < range.getNumberOfKeyGroups(); i++) {
      String key = KEY_PREFIX + i;
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
      if (range.contains(group)) {
        byGroup.putIfAbsent(group, key);
      }
    }
    List<String> ordered = new ArrayList<>();
    range.forEach(group -> ordered.add(byGroup.get(group)));
    return ordered;
  }

  /** The key group of a key of this subtask's, counted from its first. */
  int groupOf(String key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) - firstGroup;
  }

  private void mark(long instant, int group) {
    if (marked[group] != instant) {
      groups.computeIfAbsent(instant, ignored -> new BitSet()).set(group);
      marked[group] = instant;
    }
  }

  private ListState<T> at(long instant, int group) {
    backend.setCurrentKey(keys.get(group));
    state.setCurrentNamespace(instant);
    return state;
  }

  void add(long instant, int group, T value) throws Exception {
    at(instant, group).add(value);
    mark(instant, group);
  }

  boolean has(long instant) {
    return groups.containsKey(instant);
  }

  /** The first instant that has a list; null if there is none. */
  @Nullable Long first() {
    return groups.isEmpty() ? null : groups.firstKey();
  }

  /** The first at or after an instant. */
  @Nullable Long atOrAfter(long instant) {
    return groups.ceilingKey(instant);
  }

  /** The first after an instant. */
  @Nullable Long after(long instant) {
    return groups.higherKey(instant);
  }

  /** Removes all of an instant, each group's in the order in which they were added. */
  List<T> remove(long instant) throws Exception {
    List<T> values = new ArrayList<>();
    BitSet held = groups.remove(instant);
    if (held != null) {
      for (int group = held.nextSetBit(0); group >= 0; group = held.nextSetBit(group + 1)) {
        marked[group] = Long.MIN_VALUE;
        ListState<T> list = at(instant, group);
        list.get().forEach(values::add);
        list.clear();
      }
    }
    return values;
  }

  /** How many values there are; reads them all. */
  long count() throws Exception {
    long count = 0;
    for (Map.Entry<Long, BitSet> each : groups.entrySet()) {
      BitSet held = each.getValue();
      for (int group = held.nextSetBit(0); group >= 0; group = held.nextSetBit(group + 1)) {
        for (T unused : at(each.getKey(), group).get()) {
          count++;
        }
      }
    }
    return count;
  }
}
