package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/**
 * How large a record may be that is written to a topic.
 *
 * @param bytes as {@link RecordSize} has them
 * @param isTold whether the brokers say so; else it is what they take by default
 */
public record RecordLimit(long bytes, boolean isTold) {
  /** What brokers and producers take unless they are told otherwise. */
  static final long USUAL = 1024 * 1024;

  /**
   * With the longest ids and the names of topics and job no record of the job needs more, but a
   * comparison that names ten ids of hundreds of letters beyond ASCII.
   */
  static final long NEEDED = 16 * 1024;

  /** A producer's memory for what it has to send, unless it is told otherwise. */
  private static final long PRODUCER_MEMORY = 32 * 1024 * 1024;

  /** How much any of Kafka's codecs adds to what can't be compressed, and a little more. */
  private static final int COMPRESSION_SHARE = 256;

  private static final int COMPRESSION_BYTES = 128;

  /**
   * Asks the brokers what the topic takes, and takes the producer's own bounds into account. Where
   * the brokers don't answer or don't let the job ask, it is {@link #USUAL}.
   */
  public static RecordLimit of(JobConfig config, String topic) {
    Config settings = settings(config, topic);
    String told = value(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    long limit = told == null ? USUAL : Long.parseLong(told);
    limit = Math.min(limit, given(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
    limit = Math.min(limit, given(config, ProducerConfig.BUFFER_MEMORY_CONFIG));
    boolean compressed =
        isCodec(config.kafkaProperties().get(ProducerConfig.COMPRESSION_TYPE_CONFIG))
            || isCodec(value(settings, TopicConfig.COMPRESSION_TYPE_CONFIG));
    return new RecordLimit(compressed ? beforeCompression(limit) : limit, told != null);
  }

  /**
   * Why the job's records don't fit into the topics that it writes, in one line; empty if they do.
   */
  public static Optional<String> problem(JobConfig config) {
    List<String> topics = new ArrayList<>(Topics.outputs(config));
    topics.add(config.statusTopic());
    for (String topic : topics) {
      RecordLimit limit = of(config, topic);
      if (limit.bytes < NEEDED) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "topic %s takes records of %,d bytes at most, and the job needs %,d: raise its"
                    + " max.message.bytes, or kafka.max.request.size where that is lower",
                topic,
                limit.bytes,
                NEEDED));
      }
    }
    return Optional.empty();
  }

  /** What a user is to know of it, in words; empty where it is as usual. */
  public String words() {
    String cut = String.format(Locale.ROOT, ", each cut to %,d bytes", bytes);
    if (!isTold) {
      return cut + ": what the topic takes (max.message.bytes) could not be asked";
    }
    return bytes < USUAL ? cut : "";
  }

  /** Lets a producer send what the topic takes, unless the user has a bound of their own. */
  public static void leaveToTopic(Properties producer) {
    producer.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(PRODUCER_MEMORY));
  }

  /** What may be as long as the limit when it is compressed, and grows by that. */
  static long beforeCompression(long limit) {
    return Math.max(0, limit - limit / COMPRESSION_SHARE - COMPRESSION_BYTES);
  }

  private static boolean isCodec(@Nullable String compression) {
    return compression != null
        && !List.of("none", "uncompressed", "producer").contains(compression);
  }

  private static long given(JobConfig config, String option) {
    String given = config.kafkaProperties().get(option);
    return given != null && given.matches("[0-9]{1,18}") ? Long.parseLong(given) : PRODUCER_MEMORY;
  }

  private static @Nullable String value(@Nullable Config settings, String name) {
    ConfigEntry entry = settings == null ? null : settings.get(name);
    return entry == null ? null : entry.value();
  }

  private static @Nullable Config settings(JobConfig config, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin =
        Admin.create(ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()))) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | KafkaException e) {
      return null;
    }
  }
}
