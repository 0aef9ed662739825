package io.reviewscoring.job.kafka;

import java.io.Serializable;
import java.util.List;

/**
 * The part of the reviews' topic that a backfill reads, fixed before it starts.
 *
 * @param partitions in order
 * @param gaps for each partition of which retention may have deleted a part that is wanted, a line
 *     about it
 */
public record ReviewSpan(List<PartitionRange> partitions, List<String> gaps)
    implements Serializable {

  public ReviewSpan {
    partitions = List.copyOf(partitions);
    gaps = List.copyOf(gaps);
  }

  /** How many offsets it spans; an upper bound of its records. */
  public long size() {
    return partitions.stream().mapToLong(PartitionRange::size).sum();
  }
}
