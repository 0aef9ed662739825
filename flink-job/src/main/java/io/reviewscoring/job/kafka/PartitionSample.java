package io.reviewscoring.job.kafka;

import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.EventTimeRange;
import io.reviewscoring.job.parse.ReviewDeserializer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records of a partition, from its beginning on or from its end back, as many at a time as are
 * asked for. Not every offset holds one: markers of transactions, what was aborted and what
 * compaction has taken do not. Not thread-safe.
 */
final class PartitionSample {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final boolean last;
  private final @Nullable EventTimeRange range;

  /** What was not looked at yet. */
  private long from;

  private long to;

  /**
   * @param begin inclusive
   * @param end exclusive
   * @param last whether the last ones come first
   * @param range of the records' own timestamps, for the first ones; null for all
   */
  PartitionSample(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long begin,
      long end,
      boolean last,
      @Nullable EventTimeRange range) {
    this.consumer = consumer;
    this.partition = partition;
    this.from = begin;
    this.to = end;
    this.last = last;
    this.range = range;
  }

  /** How many offsets are left; each holds a record or none. */
  long left() {
    return Math.max(0, to - from);
  }

  /**
   * Hands over the next records.
   *
   * @param quota how many at most; fewer come only where no more are left
   * @return how many were handed over
   */
  long take(long quota, Consumer<SourceRecord> reader) throws IOException {
    return last ? takeLast(quota, reader) : takeFirst(quota, reader);
  }

  private long takeFirst(long quota, Consumer<SourceRecord> reader) throws IOException {
    AtomicLong taken = new AtomicLong();
    long end = to;
    if (quota > 0 && left() > 0) {
      seek(from);
      from = end; // unless there is more than is wanted
      CommittedRecords.readWhile(
          consumer,
          partition,
          end,
          record -> {
            if (record.offset() >= end || (range != null && record.timestamp() >= range.to())) {
              return false;
            }
            if (taken.get() == quota) {
              from = record.offset();
              return false;
            }
            if (range == null || range.contains(record.timestamp())) {
              reader.accept(ReviewDeserializer.source(record));
              taken.incrementAndGet();
            }
            return true;
          });
    }
    return taken.get();
  }

  /** Goes back by twice as many offsets each time that the last ones held too few records. */
  private long takeLast(long quota, Consumer<SourceRecord> reader) throws IOException {
    long taken = 0;
    for (long span = quota; taken < quota && left() > 0; span *= 2) {
      long begin = Math.max(from, to - span);
      long wanted = quota - taken;
      if (to - begin > wanted) {
        begin = Math.max(begin, lastBut(wanted, begin));
      }
      taken += between(begin, to, record -> reader.accept(ReviewDeserializer.source(record)));
      to = begin;
    }
    return taken;
  }

  /** The offset of the record that so many, itself among them, end with; 0 if there are fewer. */
  private long lastBut(long wanted, long begin) throws IOException {
    long[] offsets = new long[Math.toIntExact(wanted)];
    long[] seen = {0};
    between(begin, to, record -> offsets[(int) (seen[0]++ % wanted)] = record.offset());
    return seen[0] < wanted ? 0 : offsets[(int) (seen[0] % wanted)];
  }

  private long between(long begin, long end, Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    AtomicLong read = new AtomicLong();
    seek(begin);
    CommittedRecords.readWhile(
        consumer,
        partition,
        end,
        record -> {
          if (record.offset() >= end) {
            return false;
          }
          reader.accept(record);
          read.incrementAndGet();
          return true;
        });
    return read.get();
  }

  private void seek(long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
  }
}
