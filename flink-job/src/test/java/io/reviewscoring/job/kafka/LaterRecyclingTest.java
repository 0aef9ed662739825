package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.internal.ReadableBackchannel;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaterRecyclingTest {
  private final Queue<TransactionFinished> finished = new ArrayDeque<>();
  private final LaterRecycling recycling =
      new LaterRecycling(
          new ReadableBackchannel<>() {
            @Override
            public @Nullable TransactionFinished poll() {
              return finished.poll();
            }

            @Override
            public boolean isEstablished() {
              return true;
            }

            @Override
            public void close() {}
          });

  /** Takes a snapshot; gives the ids that the writer may take again. */
  private List<String> snapshot(long checkpoint, String... toBeCommitted) {
    recycling.beforeSnapshot(checkpoint);
    List<String> ids = new ArrayList<>();
    for (var each = recycling.poll(); each != null; each = recycling.poll()) {
      ids.add(each.getTransactionId());
    }
    recycling.afterSnapshot(checkpoint, Set.of(toBeCommitted));
    return ids;
  }

  private void commit(String id) {
    finished.add(TransactionFinished.successful(id));
  }

  @Test
  void anIdIsTakenAgainWhenTheNextCheckpointIsComplete() {
    assertThat(snapshot(1, "a")).isEmpty();
    commit("a");
    assertThat(snapshot(2, "a", "b")).isEmpty();
    assertThat(recycling.heldIds()).containsExactly("a");
    commit("b");
    assertThat(snapshot(3, "b", "c")).containsExactly("a");
    assertThat(recycling.heldIds()).containsExactly("b");
  }

  @Test
  void aCheckpointThatFailedCompletesNone() {
    assertThat(snapshot(1, "a")).isEmpty();
    commit("a");
    assertThat(snapshot(2, "a", "b")).isEmpty();
    assertThat(snapshot(3, "a", "b", "c")).isEmpty();
    commit("b");
    commit("c");
    assertThat(snapshot(4, "b", "c", "d")).containsExactly("a");
  }

  /** The word that a checkpoint is complete may come behind the snapshot of the next. */
  @Test
  void aCheckpointThatWasTakenBeforeTheTransactionHadFinishedHoldsItStill() {
    assertThat(snapshot(1, "a")).isEmpty();
    assertThat(snapshot(2, "a", "b")).isEmpty();
    commit("a");
    assertThat(snapshot(3, "a", "b", "c")).isEmpty();
    commit("b"); // 2 is complete, 3 fails
    assertThat(snapshot(4, "a", "b", "c", "d")).as("2 holds a").isEmpty();
    commit("c");
    commit("d");
    assertThat(snapshot(5, "c", "d", "e")).containsExactly("a", "b");
  }
}
