package io.reviewscoring.job.kafka;

import java.io.Serializable;

/**
 * The offsets to read of a partition.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record PartitionRange(int partition, long from, long to) implements Serializable {

  /** How many offsets; not each of them needs to hold a record. */
  public long size() {
    return to - from;
  }
}
