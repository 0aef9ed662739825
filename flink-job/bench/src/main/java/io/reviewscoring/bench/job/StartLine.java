package io.reviewscoring.bench.job;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a job's reviews in its Kafka consumers until the score operator has its model. Otherwise it
 * would take them in meanwhile and score them all at once on the first tick, at a pace that the
 * source and the encoder never reach.
 *
 * <p>It stands in the consumers since their threads may wait: an operator that waited would keep
 * checkpoints, and with them the tick, from passing. Kafka's settings go to producers too, hence
 * the second interface.
 */
public final class StartLine
    implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {
  private static final String FILE = "start.line.file";
  private static final String TOPIC = "start.line.topic";
  private static final long LOOK_MILLIS = 2;

  /** A job that fails before it has a model must still be able to end. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Its existence lets the reviews go. */
  private Path file = Path.of("");

  private String topic = "";
  private boolean open;

  /** For Kafka, which configures it. */
  public StartLine() {}

  /** Settings of a job that has it. */
  static Map<String, String> settings(String reviewsTopic, Path file) {
    return Map.of(
        "kafka.interceptor.classes",
        StartLine.class.getName(),
        "kafka." + TOPIC,
        reviewsTopic,
        "kafka." + FILE,
        file.toString());
  }

  /**
   * The same scorers; the first one that the job asks for lets the reviews go.
   *
   * @param config with the {@link #settings}
   */
  static SerializableFunction<ScoringModel, TextBatchScorer> opening(
      JobConfig config, SerializableFunction<ScoringModel, TextBatchScorer> scorers) {
    String letsGo = String.valueOf(config.kafkaProperties().get(FILE));
    return model -> {
      TextBatchScorer scorer = scorers.apply(model);
      try {
        Files.write(Path.of(letsGo), new byte[0], StandardOpenOption.CREATE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return scorer;
    };
  }

  @Override
  public void configure(Map<String, ?> settings) {
    file = Path.of(String.valueOf(settings.get(FILE)));
    topic = String.valueOf(settings.get(TOPIC));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!open && records.records(topic).iterator().hasNext()) {
      open = Files.exists(file) || System.nanoTime() > deadline;
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return records;
      }
    }
    return records;
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
    return sent;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

  @Override
  public void close() {}
}
