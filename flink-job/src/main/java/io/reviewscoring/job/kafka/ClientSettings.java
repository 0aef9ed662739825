package io.reviewscoring.job.kafka;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Properties of the plain clients that work beside the job: the user's own, then what the work
 * needs. They give up within seconds, because a person or a starting operator waits for them.
 */
public final class ClientSettings {
  private static final String REQUEST_MILLIS = "5000";
  private static final String TOTAL_MILLIS = "15000";

  /**
   * How long brokers wait for more records at a partition's end. A reader that has come there goes
   * on to the next partition, or closes, only when they have answered.
   */
  private static final String WAIT_FOR_MORE_MILLIS = "50";

  private ClientSettings() {}

  /** For an admin client. */
  public static Properties admin(String bootstrapServers, Map<String, String> kafkaProperties) {
    Properties properties = new Properties();
    properties.putAll(kafkaProperties);
    properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    properties.setProperty(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TOTAL_MILLIS);
    return properties;
  }

  /** For a consumer of bytes that is assigned its partitions and sees committed records only. */
  public static Properties consumer(String bootstrapServers, Map<String, String> kafkaProperties) {
    Properties properties = admin(bootstrapServers, kafkaProperties);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_FOR_MORE_MILLIS);
    String bytes = ByteArrayDeserializer.class.getName();
    properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    return properties;
  }

  /** For a producer of bytes that waits until all replicas in sync have a record. */
  public static Properties producer(String bootstrapServers, Map<String, String> kafkaProperties) {
    Properties properties = admin(bootstrapServers, kafkaProperties);
    properties.remove(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG);
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, TOTAL_MILLIS);
    properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TOTAL_MILLIS);
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    String bytes = ByteArraySerializer.class.getName();
    properties.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, bytes);
    return properties;
  }
}
