package io.reviewscoring.job.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.internal.ReadableBackchannel;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.jspecify.annotations.Nullable;

/**
 * Tells a writer that a transaction has finished only when one of a later checkpoint has: until
 * then the job may have to go on from the checkpoint that holds it, and must find its id as it was
 * left. The connector itself takes an id again at once (FLINK-40626). For the writer's thread.
 */
final class LaterRecycling implements ReadableBackchannel<TransactionFinished> {
  private final ReadableBackchannel<TransactionFinished> committer;
  private final Queue<TransactionFinished> held = new ArrayDeque<>();
  private final Queue<TransactionFinished> released = new ArrayDeque<>();

  LaterRecycling(ReadableBackchannel<TransactionFinished> committer) {
    this.committer = committer;
  }

  /** To be called before each snapshot: what finished since the last releases what did before. */
  void beforeSnapshot() {
    TransactionFinished finished = committer.poll();
    if (finished == null) {
      return;
    }
    released.addAll(held);
    held.clear();
    while (finished != null) {
      held.add(finished);
      finished = committer.poll();
    }
  }

  /** The ids of finished transactions that are not to be taken again yet. */
  Set<String> heldIds() {
    return held.stream().map(TransactionFinished::getTransactionId).collect(Collectors.toSet());
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
