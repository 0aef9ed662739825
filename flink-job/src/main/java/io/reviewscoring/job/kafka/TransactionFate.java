package io.reviewscoring.job.kafka;

import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.jspecify.annotations.Nullable;

/** What has become of a transaction that a checkpoint wants committed. */
enum TransactionFate {
  /** Still there, to be committed. */
  OPEN,
  COMMITTED,
  /** Committed, and a later one under its id, which no checkpoint knows, was left open. */
  SUCCEEDED,
  /** Aborted: its records are gone. */
  ABORTED,
  /** The brokers remember nothing of its id. */
  FORGOTTEN;

  /**
   * How far an abort moves an epoch on at most: the timeout or another producer's start one, the
   * abort's own bump (KIP-890) a second, that producer's first epoch a third. The job takes an id
   * again only after a commit, whose bump and whose successor's epochs come before that one's
   * abort.
   */
  private static final int EPOCHS_OF_AN_ABORT = 2;

  /**
   * @param now what the brokers say about its id; null if they know of none
   */
  static TransactionFate of(KafkaCommittable transaction, @Nullable TransactionDescription now) {
    if (now == null) {
      return FORGOTTEN;
    }
    boolean same = now.producerId() == transaction.getProducerId();
    int passed = now.producerEpoch() - transaction.getEpoch();
    return switch (now.state()) {
      case ONGOING -> same && passed == 0 ? OPEN : SUCCEEDED;
      case PREPARE_COMMIT, COMPLETE_COMMIT -> COMMITTED;
      default -> same && passed <= EPOCHS_OF_AN_ABORT ? ABORTED : COMMITTED;
    };
  }
}
