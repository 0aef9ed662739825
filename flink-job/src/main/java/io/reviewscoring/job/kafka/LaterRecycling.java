package io.reviewscoring.job.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.internal.ReadableBackchannel;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.jspecify.annotations.Nullable;

/**
 * Tells a writer that a transaction has finished only when a checkpoint is complete that was taken
 * after: until then the job may have to go on from one that holds it, and must find its id as it
 * was left. The connector itself takes an id again at once (FLINK-40626). For the writer's thread.
 */
final class LaterRecycling implements ReadableBackchannel<TransactionFinished> {

  /**
   * One that has finished.
   *
   * @param checkpoint the first that doesn't hold it
   */
  private record Held(TransactionFinished transaction, long checkpoint) {}

  private final ReadableBackchannel<TransactionFinished> committer;
  private final Queue<Held> held = new ArrayDeque<>();
  private final Queue<TransactionFinished> released = new ArrayDeque<>();

  /** By the ids of those that are to be committed, the checkpoint that they are of. */
  private final Map<String, Long> checkpoints = new HashMap<>();

  LaterRecycling(ReadableBackchannel<TransactionFinished> committer) {
    this.committer = committer;
  }

  /**
   * To be called before each snapshot.
   *
   * @param checkpoint that it is for
   */
  void beforeSnapshot(long checkpoint) {
    List<TransactionFinished> finished = new ArrayList<>();
    long complete = Long.MIN_VALUE;
    for (var each = committer.poll(); each != null; each = committer.poll()) {
      finished.add(each);
      complete =
          Math.max(complete, checkpoints.getOrDefault(each.getTransactionId(), Long.MIN_VALUE));
    }
    while (!held.isEmpty() && held.element().checkpoint <= complete) {
      released.add(held.remove().transaction);
    }
    finished.forEach(each -> held.add(new Held(each, checkpoint)));
  }

  /**
   * To be called after each snapshot.
   *
   * @param ids all that are still to be committed
   */
  void afterSnapshot(long checkpoint, Set<String> ids) {
    checkpoints.keySet().retainAll(ids);
    ids.forEach(id -> checkpoints.putIfAbsent(id, checkpoint));
  }

  /** The ids of finished transactions that are not to be taken again yet. */
  Set<String> heldIds() {
    return held.stream()
        .map(each -> each.transaction.getTransactionId())
        .collect(Collectors.toSet());
  }

  @Override
  public @Nullable TransactionFinished poll() {
    return released.poll();
  }

  @Override
  public boolean isEstablished() {
    return committer.isEstablished();
  }

  @Override
  public void close() {
    committer.close();
  }
}
