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

  @ParameterizedTest(name = "{0} of producer {1}, {2} epochs on")
  @CsvSource({
    "ONGOING, 7, 0, OPEN",
    "ONGOING, 7, 2, SUCCEEDED",
    "ONGOING, 8, 0, SUCCEEDED",
    "PREPARE_COMMIT, 7, 0, COMMITTED",
    "COMPLETE_COMMIT, 7, 1, COMMITTED",
    "COMPLETE_COMMIT, 7, 9, COMMITTED",
    "PREPARE_ABORT, 7, 1, ABORTED",
    "COMPLETE_ABORT, 7, 1, ABORTED",
    "COMPLETE_ABORT, 7, 2, ABORTED",
    "EMPTY, 7, 2, ABORTED",
    // It was used again, which it is only after a commit.
    "COMPLETE_ABORT, 7, 9, COMMITTED",
    "EMPTY, 8, 0, COMMITTED"
  })
  void whatBecameOfATransactionIsSeenByWhatItsIdIsUsedForNow(
      TransactionState state, long producer, int passed, TransactionFate fate) {
    var now =
        new TransactionDescription(
            1, state, producer, EPOCH + passed, 60_000, OptionalLong.empty(), Set.of());

    assertThat(TransactionFate.of(COMMITTABLE, now)).isEqualTo(fate);
  }

  @Test
  void ofAnIdThatTheBrokersDoNotKnowNothingCanBeSaid() {
    assertThat(TransactionFate.of(COMMITTABLE, null)).isEqualTo(TransactionFate.FORGOTTEN);
  }
}
