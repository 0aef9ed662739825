package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** How large a record may be that is written to a topic: {@link RecordSize} in bytes. */
public final class RecordLimit {
  /** What brokers and producers take unless they are told otherwise. */
  static final long USUAL = 1024 * 1024;

  /** A producer's memory for what it has to send, unless it is told otherwise. */
  private static final long PRODUCER_MEMORY = 32 * 1024 * 1024;

  private RecordLimit() {}

  /**
   * Asks the brokers what the topic takes, and takes the producer's own bounds into account. Where
   * the brokers don't answer or don't let the job ask, it is {@link #USUAL}.
   */
  public static long of(JobConfig config, String topic) {
    Long brokers = brokers(config, topic);
    long limit = brokers == null ? USUAL : brokers;
    limit = Math.min(limit, given(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
    return Math.min(limit, given(config, ProducerConfig.BUFFER_MEMORY_CONFIG));
  }

  /** Lets a producer send what the topic takes, unless the user has a bound of their own. */
  public static void leaveToTopic(Properties producer) {
    producer.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(PRODUCER_MEMORY));
  }

  private static long given(JobConfig config, String option) {
    String given = config.kafkaProperties().get(option);
    return given != null && given.matches("[0-9]{1,18}") ? Long.parseLong(given) : PRODUCER_MEMORY;
  }

  private static @Nullable Long brokers(JobConfig config, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin =
        Admin.create(ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()))) {
      for (Config settings : admin.describeConfigs(List.of(resource)).all().get().values()) {
        ConfigEntry entry = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (entry != null && entry.value() != null) {
          return Long.valueOf(entry.value());
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | KafkaException e) {
      return null;
    }
  }
}
