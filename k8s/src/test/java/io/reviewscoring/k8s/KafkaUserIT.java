package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.cli.JobEnvironment;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.cli.PublishCommand;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.kafka.TransactionLimit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Production's KafkaUser: its login, and its rights on a broker that grants no others. */
class KafkaUserIT {
  private static final String USER = "review-scoring";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  @Timeout(600)
  void theJobAndPublishDoTheirWorkWithTheRightsOfTheirUser() throws Exception {
    Kustomization production = Kustomization.of("overlays/production");
    try (var broker = new GuardedBroker(directory.resolve("broker"), USER)) {
      broker.apply(production.all("KafkaTopic").toList(), production.named("KafkaUser", USER));
      JobConfig config = config(broker);
      awaitTopics(config);
      assertThat(new TransactionLimit(config).problem()).isEmpty();
      assertThat(publish(config)).isZero();

      sendReview(broker, config, "r-1");
      JobClient first = JobEnvironment.startLocally(config, null);
      assertThat(events(config, 1)).isTrue();
      first.cancel().get();
      // A start without state looks for transactions that the one before it left open.
      sendReview(broker, config, "r-2");
      JobClient second = JobEnvironment.startLocally(config, null);
      assertThat(events(config, 2)).isTrue();
      second.cancel().get();
    }
  }

  /** Strimzi's secret of a user holds the login under this name. */
  @Test
  void theLoginComesOutOfTheMountedSecret() throws Exception {
    JobConfig config = JobArguments.config(Kustomization.of("overlays/production"), directory);
    Files.writeString(directory.resolve("sasl.jaas.config"), "the login");
    Map<String, Object> client = new TreeMap<>(config.kafkaProperties());
    client.replaceAll(
        (name, value) ->
            value.toString().replace("/opt/review-scoring/kafka", directory.toString()));
    client.put("bootstrap.servers", "localhost:9092");

    assertThat(new AdminClientConfig(client).getPassword("sasl.jaas.config").value())
        .isEqualTo("the login");
  }

  @Test
  void theRightsAreForTheTopicsAndNamesOfTheOptionsAndNoOthers() throws Exception {
    Kustomization production = Kustomization.of("overlays/production");
    JobConfig config = JobArguments.config(production, directory);
    Set<String> granted = new TreeSet<>();
    for (JsonNode acl : production.named("KafkaUser", USER).at("/spec/authorization/acls")) {
      JsonNode resource = acl.path("resource");
      granted.add(resource.path("type").asText() + " " + resource.path("name").asText());
    }

    Set<String> wanted = new TreeSet<>();
    JobArguments.topics(config).forEach(topic -> wanted.add("topic " + topic));
    wanted.add("group " + config.groupId());
    wanted.add("transactionalId " + config.jobName());
    assertThat(granted).isEqualTo(wanted);
  }

  private JobConfig config(GuardedBroker broker) throws Exception {
    Map<String, String> settings = new TreeMap<>();
    broker
        .client(USER)
        .forEach(
            (name, value) ->
                settings.put(name.equals("bootstrap.servers") ? name : "kafka." + name, value));
    settings.put("checkpoint.interval", "500ms");
    settings.put("checkpoint.directory", directory.resolve("checkpoints").toUri().toString());
    settings.put("model.directory", directory.resolve("models").toUri().toString());
    settings.put("model.stores", directory.resolve("store").toUri().toString());
    return JobConfig.of(settings);
  }

  /** A broker hears of topics and rights a little after they are made. */
  private static void awaitTopics(JobConfig config) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!new Topics(config).missing().isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    assertThat(new Topics(config).missing()).isEmpty();
  }

  private int publish(JobConfig config) {
    List<String> args = new ArrayList<>();
    args.add("--model=../model/bundles/small.zip");
    args.add("--store=" + directory.resolve("store").toUri());
    args.add("--bootstrap.servers=" + config.bootstrapServers());
    config.kafkaProperties().forEach((name, value) -> args.add("--kafka." + name + "=" + value));
    return OneLineErrors.in(new CommandLine(new PublishCommand()))
        .execute(args.toArray(String[]::new));
  }

  private static void sendReview(GuardedBroker broker, JobConfig config, String id)
      throws Exception {
    Properties settings = ClientSettings.producer(broker.servers(), Map.of());
    String review =
        """
        {"reviewId":"%s","productId":"film","text":"Quietly brilliant.","timestamp":"%s"}"""
            .formatted(id, Instant.now());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      producer
          .send(
              new ProducerRecord<>(config.reviewsTopic(), review.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  /** Whether so many events are committed, as the user sees them. */
  private static boolean events(JobConfig config, int count) {
    Instant end = Instant.now().plus(PATIENCE);
    int seen = 0;
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties()))) {
      TopicPartition partition = new TopicPartition(config.sentimentTopic(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (seen < count && Instant.now().isBefore(end)) {
        seen += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    return seen >= count;
  }
}
