package io.reviewscoring.dashboard;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.KafkaFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed to the output topics onto a board, on a thread of its own and in no
 * consumer group. It begins a while ago, so that a page that opens has something to show, and goes
 * on by itself after the broker was away. Of topics that are deleted or made anew it forgets what
 * they held, and says so on the board.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ASK = Duration.ofSeconds(3);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  // A consumer asks for a topic that was deleted a hundred times a second until it is told.
  private static final long LOOK_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 2_000;
  private static final long STOP_MILLIS = 10_000;

  /** No more than this is read of a partition's past, however much was written in that time. */
  private static final long MAX_PAST_RECORDS = 500_000;

  private final JobConfig config;
  private final Duration history;
  private final Board board;
  private final StreamHealth health;
  private final Clock clock;
  private final OutputRecords records;
  private final OutputTopics topics;

  /** The model in force may be an old one, and an experiment's figures are of all its reviews. */
  private final Set<String> whole;

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private volatile @Nullable Admin asking;

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
    this.records = new OutputRecords(config, board, health, clock);
    this.topics =
        new OutputTopics(
            List.of(
                config.sentimentTopic(),
                config.aggregatesTopic(),
                config.comparisonTopic(),
                config.statusTopic(),
                config.deadLettersTopic()),
            Set.of(config.comparisonTopic()));
    this.whole = Set.of(config.statusTopic(), config.comparisonTopic());
    this.thread = new Thread(this::run, "dashboard-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!isClosed()) {
      KafkaConsumer<byte[], byte[]> consumer = null;
      Admin admin = null;
      try {
        admin = Admin.create(impatient(adminSettings()));
        asking = admin;
        consumer = new KafkaConsumer<>(impatient(consumerSettings()));
        reading = consumer;
        read(admin, consumer);
      } catch (WakeupException e) {
        // close() has called.
      } catch (RuntimeException e) {
        // Whatever it was: a reader that has ended would look like a silent stream.
        if (!isClosed()) {
          health.failed(line(e), clock.millis());
          pause();
        }
      } finally {
        if (consumer != null) {
          consumer.close(CloseOptions.timeout(CLOSE));
        }
        if (admin != null) {
          admin.close(CLOSE);
        }
      }
    }
  }

  private Properties adminSettings() {
    return ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties());
  }

  private Properties consumerSettings() {
    Properties settings =
        ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties());
    // It reads for hours, and need not ask when nothing comes.
    settings.remove(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
    // Bounds what is in flight: a broker may have much more than this to give.
    settings.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "8388608");
    settings.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1048576");
    settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    return settings;
  }

  private static Properties impatient(Properties settings) {
    settings.setProperty(
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(ASK.toMillis() + 2_000));
    settings.setProperty(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(ASK.toMillis()));
    return settings;
  }

  /** Reads until the topics are others: clients that knew the old ones are of no use for these. */
  private void read(Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
    boolean same = look(admin, consumer);
    long look = clock.millis() + LOOK_MILLIS;
    while (same && !isClosed()) {
      if (consumer.assignment().isEmpty()) {
        pause();
      } else {
        consumer.poll(POLL).forEach(this::take);
      }
      if (clock.millis() >= look) {
        try {
          same = look(admin, consumer);
        } catch (TimeoutException e) {
          // A poll of a broker that is away is as empty as that of a silent topic.
          health.failed(line(e), clock.millis());
        }
        look = clock.millis() + LOOK_MILLIS;
      }
    }
  }

  /**
   * Takes up partitions that are not read yet.
   *
   * @return whether the topics are those of the last look
   */
  private boolean look(Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
    Map<String, TopicDescription> present = topics.ask(admin);
    OutputTopics.Change change = topics.change(present);
    for (String topic : change.lost()) {
      next.keySet().removeIf(partition -> partition.topic().equals(topic));
      records.forget(topic);
    }
    if (!change.isNone()) {
      board.happened(change.words());
      return false;
    }
    Set<TopicPartition> all = new HashSet<>();
    present.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(each -> all.add(new TopicPartition(name, each.partition()))));
    if (!all.equals(consumer.assignment())) {
      begin(consumer, all);
    }
    health.answered(topics.missing(present), clock.millis());
    return true;
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(each -> times.put(each, clock.millis() - history.toMillis()));
    Map<TopicPartition, OffsetAndTimestamp> recent = consumer.offsetsForTimes(times);
    // Not before all of that is known: a partition without its place would be read from the start.
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long first = begins.getOrDefault(partition, 0L);
      if (!whole.contains(partition.topic())) {
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
    records.take(record);
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
    Admin admin = asking;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
