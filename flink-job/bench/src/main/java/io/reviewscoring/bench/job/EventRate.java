package io.reviewscoring.bench.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * How fast a running job writes events, as a read-committed consumer finds it.
 *
 * @param rate events a second, by the instants at which they were written: what is visible comes in
 *     steps, one a checkpoint
 * @param processorMicros processor time an event, by what was visible when
 * @param scoringMicros what the scoring threads took of it
 */
record EventRate(double rate, double processorMicros, double scoringMicros) {
  private static final double TO = 0.95;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Fails if a job has ended. */
  @FunctionalInterface
  interface Check {
    void run() throws InterruptedException;
  }

  /**
   * Waits for so many events to be visible.
   *
   * @param from the part of them that doesn't count: code is still being compiled, and the first
   *     batches pile up
   * @param time that the measured processes have taken
   */
  static EventRate of(
      KafkaConsumer<byte[], byte[]> events,
      int count,
      double from,
      Check check,
      Supplier<ProcessorTime> time)
      throws InterruptedException {
    int first = (int) (count * from);
    int last = (int) (count * TO);
    long[] written = new long[count];
    int seen = 0;
    int counted = 0;
    ProcessorTime before = ProcessorTime.NONE;
    ProcessorTime after = ProcessorTime.NONE;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen < count) {
      int earlier = seen;
      for (ConsumerRecord<byte[], byte[]> event : events.poll(Duration.ofMillis(100))) {
        if (seen < count) {
          written[seen++] = event.timestamp();
        }
      }
      if (earlier < first && seen >= first) {
        before = time.get();
        counted = -seen;
      }
      if (earlier < last && seen >= last) {
        after = time.get();
        counted += seen;
      }
      check.run();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %,d of %,d events after %s".formatted(seen, count, PATIENCE));
      }
    }
    Arrays.sort(written);
    double micros = 1_000.0 * Math.max(1, counted);
    return new EventRate(
        (last - first) * 1_000.0 / Math.max(1, written[last] - written[first]),
        (after.nanos() - before.nanos()) / micros,
        (after.scoringNanos() - before.scoringNanos()) / micros);
  }
}
