package io.reviewscoring.job.kafka;

/**
 * Records that readers of committed ones don't get yet.
 *
 * @param from the offset at which the open transaction begins
 * @param to the offset before which all were wanted
 * @param by what is known of the transaction
 */
record HiddenRecords(String topic, int partition, long from, long to, String by) {

  /** Them in words. */
  String words() {
    return "partition %s of %s, hidden from offset %s to %s by %s"
        .formatted(partition, topic, from, to, by);
  }
}
