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
  /**
   * Another than the job has taken its id since, which aborts what is open; it may be committed.
   */
  TAKEN,
  /** The brokers remember nothing of its id, or tell what is not known here. */
  FORGOTTEN;

  /**
   * How far an abort moves an epoch on at most: the timeout or another producer's start one, the
   * abort's own bump (KIP-890) a second. The job takes an id again only after a commit, whose bump
   * and whose successor's epochs come before that one's abort.
   */
  private static final int EPOCHS_OF_AN_ABORT = 2;

  /** How far an abort and a taking move it on at most; a commit and some takings come as far. */
  private static final int EPOCHS_UNTIL_TAKEN = EPOCHS_OF_AN_ABORT + 1;

  /**
   * @param now what the brokers say about its id; null if they know of none
   * @param timeoutMillis of the job's transactions
   */
  static TransactionFate of(
      KafkaCommittable transaction, @Nullable TransactionDescription now, long timeoutMillis) {
    if (now == null) {
      return FORGOTTEN;
    }
    boolean same = now.producerId() == transaction.getProducerId();
    int passed = now.producerEpoch() - transaction.getEpoch();
    return switch (now.state()) {
      case ONGOING -> same && passed == 0 ? OPEN : SUCCEEDED;
      case PREPARE_COMMIT, COMPLETE_COMMIT -> COMMITTED;
      case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE ->
          same && passed <= EPOCHS_OF_AN_ABORT ? ABORTED : COMMITTED;
      case EMPTY -> same ? taken(passed, now.transactionTimeoutMs() == timeoutMillis) : COMMITTED;
      case UNKNOWN -> FORGOTTEN;
    };
  }

  /**
   * The id was taken again, and nothing written under it yet. The connector itself does that right
   * after it commits what a restored checkpoint holds: its client then moves on by an epoch, if it
   * has heard by then that the brokers want it to (KIP-890).
   *
   * @param byJob whether by a client with the job's timeout; tools have their own
   */
  private static TransactionFate taken(int passed, boolean byJob) {
    if (passed <= 0) {
      return ABORTED; // the brokers have lost that it was open
    }
    return passed == 1 || passed > EPOCHS_UNTIL_TAKEN || byJob ? COMMITTED : TAKEN;
  }
}
