package io.reviewscoring.bench.job;

import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How fast a running job writes events, as a read-committed consumer finds it. */
final class EventRate {
  /** The start, when code is still being compiled and the first batches pile up, does not count. */
  private static final double FROM = 0.2;

  private static final double TO = 0.95;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private EventRate() {}

  /**
   * Waits for so many events to be visible. The rate is that of the instants at which they were
   * written: what is visible comes in steps, one a checkpoint.
   *
   * @return events a second
   */
  static double of(KafkaConsumer<byte[], byte[]> events, int count, MeasuredJob job)
      throws InterruptedException {
    long[] written = new long[count];
    int seen = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen < count) {
      for (ConsumerRecord<byte[], byte[]> event : events.poll(Duration.ofMillis(100))) {
        if (seen < count) {
          written[seen++] = event.timestamp();
        }
      }
      job.check();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %,d of %,d events after %s".formatted(seen, count, PATIENCE));
      }
    }
    Arrays.sort(written);
    int from = (int) (count * FROM);
    int to = (int) (count * TO);
    return (to - from) * 1_000.0 / Math.max(1, written[to] - written[from]);
  }
}
