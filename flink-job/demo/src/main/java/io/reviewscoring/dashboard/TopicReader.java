package io.reviewscoring.dashboard;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed to the output topics onto a board, on a thread of its own and in no
 * consumer group. It begins a while ago, so that a page that opens has something to show, and goes
 * on by itself after the broker was away.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ASK = Duration.ofSeconds(3);
  private static final long CHECK_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 30_000;
  private static final long PAUSE_MILLIS = 2_000;
  private static final long STOP_MILLIS = 10_000;

  /** No more than this is read of a partition's past, however much was written in that time. */
  private static final long MAX_PAST_RECORDS = 500_000;

  private final JobConfig config;
  private final Duration history;
  private final Board board;
  private final StreamHealth health;
  private final Clock clock;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

  /**
   * Begins to read.
   *
   * @param history how far back to begin
   */
  TopicReader(JobConfig config, Duration history, Board board, StreamHealth health, Clock clock) {
    this.config = config;
    this.history = history;
    this.board = board;
    this.health = health;
    this.clock = clock;
    this.thread = new Thread(this::run, "dashboard-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!isClosed()) {
      KafkaConsumer<byte[], byte[]> consumer = null;
      try {
        consumer = new KafkaConsumer<>(settings());
        reading = consumer;
        read(consumer);
      } catch (WakeupException e) {
        // close() has called.
      } catch (RuntimeException e) {
        // Whatever it was: a reader that has ended would look like a silent stream.
        health.failed(line(e), clock.millis());
        pause();
      } finally {
        if (consumer != null) {
          consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
      }
    }
  }

  private Properties settings() {
    Properties settings =
        ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties());
    settings.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(ASK.toMillis() + 2_000));
    settings.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(ASK.toMillis()));
    // Bounds what is in flight: a broker may have much more than this to give.
    settings.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "8388608");
    settings.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1048576");
    settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    return settings;
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    List<String> missing = look(consumer);
    health.answered(missing, clock.millis());
    long check = clock.millis() + CHECK_MILLIS;
    long look = clock.millis() + LOOK_MILLIS;
    while (!isClosed()) {
      if (consumer.assignment().isEmpty()) {
        pause();
      } else {
        consumer.poll(POLL).forEach(this::take);
      }
      long now = clock.millis();
      if (now >= check) {
        try {
          if (!missing.isEmpty() || now >= look) {
            missing = look(consumer);
            look = clock.millis() + LOOK_MILLIS;
          } else {
            // A poll of a broker that is away is as empty as that of a silent topic.
            var unused = consumer.endOffsets(consumer.assignment(), ASK);
          }
          health.answered(missing, clock.millis());
        } catch (TimeoutException e) {
          health.failed(line(e), clock.millis());
        }
        check = clock.millis() + CHECK_MILLIS;
      }
    }
  }

  /**
   * Takes up partitions that are not read yet.
   *
   * @return the topics that are not there
   */
  private List<String> look(KafkaConsumer<byte[], byte[]> consumer) {
    List<String> missing = new ArrayList<>();
    Set<TopicPartition> all = new HashSet<>();
    for (String topic :
        List.of(
            config.sentimentTopic(),
            config.aggregatesTopic(),
            config.statusTopic(),
            config.deadLettersTopic())) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        missing.add(topic);
      } else {
        partitions.forEach(each -> all.add(new TopicPartition(topic, each.partition())));
      }
    }
    if (!all.equals(consumer.assignment())) {
      begin(consumer, all);
    }
    return missing;
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(each -> times.put(each, clock.millis() - history.toMillis()));
    Map<TopicPartition, OffsetAndTimestamp> recent = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long first = begins.getOrDefault(partition, 0L);
      if (!partition.topic().equals(config.statusTopic())) {
        // The record of decisions is read whole: the model in force may be an old one.
        OffsetAndTimestamp found = recent.get(partition);
        first = found == null ? end : found.offset();
      }
      long start = Math.max(first, end - MAX_PAST_RECORDS);
      if (start > first && !next.containsKey(partition)) {
        board.wholeFrom(clock.millis() + history.toMillis());
      }
      consumer.seek(partition, next.computeIfAbsent(partition, each -> start));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    try {
      String topic = record.topic();
      if (topic.equals(config.sentimentTopic())) {
        board.review(TopicValues.review(value), record.timestamp());
        health.review(Math.min(record.timestamp(), clock.millis()));
      } else if (topic.equals(config.aggregatesTopic())) {
        board.window(TopicValues.window(value));
      } else if (topic.equals(config.statusTopic())) {
        ModelStatus status = Messages.modelStatus(value);
        if (status.isOf(config.jobName())) {
          board.status(status, record.timestamp());
        }
      } else {
        DeadLetterRecord.of(record)
            .map(TopicValues::deadLetter)
            .ifPresent(lost -> board.lost(lost, record.timestamp()));
      }
    } catch (MalformedMessageException e) {
      board.unreadable();
    }
  }

  private String line(RuntimeException failure) {
    String message = KafkaFailure.of(config.bootstrapServers(), failure).getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      var unused = closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  /** Ends the reading; waits for its thread, but not for ever. */
  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
