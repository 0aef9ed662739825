package io.reviewscoring.job.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Keeps a claim in a thread of its own, from its making until it is closed. Thread-safe. */
final class ClaimHolder implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LEAVING = Duration.ofSeconds(2);

  private final JobClaim claim;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::hold, "kafka-job-claim");
  private final long end = System.nanoTime() + JobClaim.PATIENCE.toNanos();
  private volatile boolean closed;
  private volatile boolean held;
  private volatile boolean everHeld;
  private volatile @Nullable KafkaException failure;

  ClaimHolder(JobClaim claim) {
    this.claim = claim;
    this.consumer = new KafkaConsumer<>(claim.member());
    thread.setDaemon(true);
    thread.start();
  }

  private void hold() {
    try {
      consumer.subscribe(List.of(claim.statusTopic()), new Assignment());
      while (!closed) {
        consumer.poll(POLL);
      }
    } catch (WakeupException e) {
      // It is closed.
    } catch (KafkaException e) {
      failure = e;
    } finally {
      consumer.close(CloseOptions.timeout(LEAVING));
    }
  }

  /**
   * Why the job must not go on, in one line: another run has its name. Brokers that can't be
   * reached don't give it to another.
   *
   * @throws IOException if membership was refused
   */
  Optional<String> problem() throws IOException {
    if (failure != null) {
      throw KafkaFailure.of(claim.bootstrapServers(), failure);
    }
    if (held || (!everHeld && System.nanoTime() < end)) {
      return Optional.empty();
    }
    try {
      return claim.other().map(claim::refusal);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(2 * LEAVING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows whether the partition is this run's; what the topic holds is nothing to it. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(consumer.assignment());
      held = !consumer.assignment().isEmpty();
      everHeld |= held;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      held = false;
    }
  }
}
