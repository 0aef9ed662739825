package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionFateTest {
  private static final int EPOCH = 5;
  private static final KafkaCommittable COMMITTABLE =
      new KafkaCommittable(7, (short) EPOCH, "id", null);

  private static final int TIMEOUT = 60_000;

  @ParameterizedTest(name = "{0} of producer {1}, {2} epochs on, timeout {3}")
  @CsvSource({
    "ONGOING, 7, 0, 60000, OPEN",
    "ONGOING, 7, 2, 60000, SUCCEEDED",
    "ONGOING, 8, 0, 60000, SUCCEEDED",
    "PREPARE_COMMIT, 7, 0, 60000, COMMITTED",
    "COMPLETE_COMMIT, 7, 1, 60000, COMMITTED",
    "COMPLETE_COMMIT, 7, 9, 60000, COMMITTED",
    "PREPARE_ABORT, 7, 1, 60000, ABORTED",
    "PREPARE_EPOCH_FENCE, 7, 1, 60000, ABORTED",
    "COMPLETE_ABORT, 7, 1, 60000, ABORTED",
    "COMPLETE_ABORT, 7, 2, 60000, ABORTED",
    // It was used again, which it is only after a commit.
    "COMPLETE_ABORT, 7, 9, 60000, COMMITTED",
    // Its id was taken again, by the job or by whom it aborts.
    "EMPTY, 7, 1, 60000, COMMITTED",
    "EMPTY, 7, 1, 30000, COMMITTED",
    "EMPTY, 7, 2, 60000, COMMITTED",
    "EMPTY, 7, 2, 30000, TAKEN",
    "EMPTY, 7, 3, 30000, TAKEN",
    "EMPTY, 7, 9, 30000, COMMITTED",
    "EMPTY, 8, 0, 60000, COMMITTED",
    "EMPTY, 7, 0, 60000, ABORTED",
    "UNKNOWN, 7, 0, 60000, FORGOTTEN"
  })
  void whatBecameOfATransactionIsSeenByWhatItsIdIsUsedForNow(
      TransactionState state, long producer, int passed, int timeout, TransactionFate fate) {
    var now =
        new TransactionDescription(
            1, state, producer, EPOCH + passed, timeout, OptionalLong.empty(), Set.of());

    assertThat(TransactionFate.of(COMMITTABLE, now, TIMEOUT)).isEqualTo(fate);
  }

  @Test
  void ofAnIdThatTheBrokersDoNotKnowNothingCanBeSaid() {
    assertThat(TransactionFate.of(COMMITTABLE, null, TIMEOUT)).isEqualTo(TransactionFate.FORGOTTEN);
  }
}
