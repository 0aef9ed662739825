package io.reviewscoring.job.redrive;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.DeadLetterHeaders;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.kafka.Pace;
import io.reviewscoring.job.kafka.RecordLimit;
import io.reviewscoring.job.message.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends letters in transactions, each with a record beside its letters that tells which they were:
 * broken off at any moment, what was sent is told, and what isn't told was not sent. Of two that
 * send for one job the later one ends the other. Not thread-safe.
 */
public final class Sender implements AutoCloseable {
  private static final int MAX_LETTERS = 250;
  private static final long MAX_BYTES = 4 << 20;
  private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();

  /** A sender that was killed hides later reviews from the job for so long. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

  private final JobConfig config;
  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final List<Long> begun = new ArrayList<>();
  private int begunPartition;
  private long begunBytes;
  private long begunNanos;
  private long sent;

  private Sender(JobConfig config, KafkaProducer<byte[], byte[]> producer, int partitions) {
    this.config = config;
    this.producer = producer;
    this.partitions = partitions;
  }

  /**
   * Ends what an earlier one left open. What that one has sent is told in the topic from now on.
   *
   * @throws IOException with one line, if the brokers don't let it
   */
  public static Sender open(JobConfig config) throws IOException {
    Properties settings =
        ClientSettings.producer(config.bootstrapServers(), config.kafkaProperties());
    RecordLimit.leaveToTopic(settings);
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.jobName() + "-redrive");
    settings.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
    KafkaProducer<byte[], byte[]> producer = null;
    try {
      producer = new KafkaProducer<>(settings);
      producer.initTransactions();
      return new Sender(config, producer, producer.partitionsFor(config.reviewsTopic()).size());
    } catch (KafkaException e) {
      if (producer != null) {
        producer.close(Duration.ZERO);
      }
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /**
   * Sends what a backlog found, which must have been made after this sender was opened.
   *
   * @param perSecond how many a second at most
   * @param progress gets how many are sent, after each transaction
   * @return how many were sent: fewer than were found, where letters were deleted meanwhile
   * @throws IOException with one line; what is committed stays so
   */
  public long send(Backlog backlog, int perSecond, LongConsumer progress) throws IOException {
    CommittedRecords letters = new CommittedRecords(config);
    String topic = config.deadLettersTopic();
    Map<Integer, Long> from = new HashMap<>(letters.ends(topic));
    from.putAll(backlog.first());
    Pace pace = new Pace(perSecond);
    int most = Math.min(MAX_LETTERS, perSecond);
    try {
      letters.read(
          topic,
          from,
          record -> {
            if (isDue(record, most)) {
              commit();
              progress.accept(sent);
              pace.await(sent);
            }
            if (backlog.sends(record)) {
              add(record);
            }
          });
      commit();
      progress.accept(sent);
      return sent;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whether to commit before the next record: between two letters may stand many others. */
  private boolean isDue(ConsumerRecord<?, ?> next, int most) {
    return !begun.isEmpty()
        && (begun.size() >= most
            || begunBytes >= MAX_BYTES
            || begunPartition != next.partition()
            || System.nanoTime() - begunNanos > MAX_NANOS);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    try {
      DeadLetterRecord letter = DeadLetterRecord.of(record).orElseThrow();
      if (begun.isEmpty()) {
        producer.beginTransaction();
        begunPartition = record.partition();
        begunNanos = System.nanoTime();
      }
      // What can't be sent fails the commit.
      var unused =
          producer.send(letter.again(letter.partition() < partitions ? letter.partition() : null));
      begun.add(record.offset());
      begunBytes += Math.max(0, record.serializedValueSize());
    } catch (KafkaException e) {
      throw failed(e);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("a letter that was read before", e);
    }
  }

  private void commit() {
    if (begun.isEmpty()) {
      return;
    }
    try {
      ProducerRecord<byte[], byte[]> told =
          new ProducerRecord<>(config.deadLettersTopic(), begunPartition, null, null);
      told.headers().add(DeadLetterHeaders.redriven(Offsets.text(begun)));
      var unused = producer.send(told);
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw failed(e);
    }
    sent += begun.size();
    begun.clear();
    begunBytes = 0;
  }

  private UncheckedIOException failed(KafkaException e) {
    return new UncheckedIOException(
        e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException
            ? new IOException("another redrive for job " + config.jobName() + " has begun", e)
            : KafkaFailure.of(config.bootstrapServers(), e));
  }

  /** What is under way and not committed is not sent. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
