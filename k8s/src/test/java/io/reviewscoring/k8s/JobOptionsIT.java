package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.cli.PublishCommand;
import io.reviewscoring.job.cli.ReviewScoringJob;
import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** That the manifests give the job, {@code publish} and the dashboard what these understand. */
@ParameterizedClass
@ValueSource(strings = {"local", "production"})
class JobOptionsIT {
  private static final String CONFIG = "--config=/opt/review-scoring/config/job.properties";

  @TempDir private Path directory;

  private final Kustomization overlay;
  private final JsonNode flink;
  private final JsonNode publish;
  private final JsonNode dashboard;

  JobOptionsIT(String name) throws Exception {
    overlay = Kustomization.of("overlays/" + name);
    flink = overlay.named("FlinkDeployment", "review-scoring").path("spec");
    publish =
        Kustomization.of("overlays/" + name + "/publish")
            .named("Job", "publish-model")
            .at("/spec/template/spec/containers/0");
    dashboard = overlay.named("Deployment", "dashboard").at("/spec/template/spec/containers/0");
  }

  @Test
  void theJobUnderstandsItsOptions() throws Exception {
    JobConfig config = config();

    assertThat(flink.at("/job/entryClass").asText()).isEqualTo(ReviewScoringJob.class.getName());
    assertThat(flink.at("/job/jarURI").asText())
        .isEqualTo("local:///opt/flink/usrlib/review-scoring-job.jar");
    assertThat(flink.at("/job/parallelism").asInt()).isEqualTo(config.parallelism());
    assertThat(List.of(config.checkpointDirectory(), config.modelDirectory()))
        .allSatisfy(place -> assertThat(URI.create(place).getScheme()).isEqualTo("s3"));
    assertThat(config.model()).startsWith("file:///opt/review-scoring/models/");
  }

  @Test
  void stateOfTheJobAndOfTheOperatorLieInOneBucket() throws Exception {
    JobConfig config = config();
    JsonNode settings = flink.path("flinkConfiguration");

    assertThat(settings.path("execution.checkpointing.dir").asText())
        .isEqualTo(config.checkpointDirectory());
    assertThat(
            List.of(
                config.checkpointDirectory(),
                config.modelDirectory(),
                settings.path("execution.checkpointing.savepoint-dir").asText(),
                settings.path("high-availability.storageDir").asText(),
                option(publish, "--store")))
        .extracting(place -> URI.create(place).getHost())
        .containsOnly(URI.create(config.modelDirectory()).getHost());
  }

  @Test
  void publishFindsTheStoreAsFlinkDoes() throws Exception {
    Map<String, String> flinks = new TreeMap<>();
    for (var setting : flink.path("flinkConfiguration").properties()) {
      if (setting.getKey().startsWith("s3.")) {
        flinks.put(setting.getKey(), setting.getValue().asText());
      }
    }

    assertThat(config().flinkProperties()).isEqualTo(flinks);
  }

  @Test
  void publishUnderstandsItsArguments() throws Exception {
    List<String> further =
        OneLineErrors.in(new CommandLine(new PublishCommand()))
            .parseArgs(args(publish).toArray(String[]::new))
            .unmatched();

    assertThat(command(publish)).endsWith(PublishCommand.class.getName());
    assertThat(further).containsExactly(CONFIG);
    assertThat(option(publish, "--model")).startsWith("/opt/review-scoring/models/");
  }

  @Test
  void theDashboardListensWhereItsServiceLooks() {
    assertThat(command(dashboard)).endsWith("io.reviewscoring.job.dashboard.DashboardCommand");
    assertThat(args(dashboard)).contains("--host=0.0.0.0", CONFIG);
    assertThat(option(dashboard, "--port"))
        .isEqualTo(dashboard.at("/ports/0/containerPort").asText());
  }

  @Test
  void theTopicsAreTheOnesOfTheOptions() throws Exception {
    JobConfig config = config();
    Map<String, JsonNode> topics = new TreeMap<>();
    overlay
        .all("KafkaTopic")
        .forEach(topic -> topics.put(Kustomization.name(topic), topic.path("spec")));

    assertThat(topics.keySet()).isEqualTo(topics(config));
    for (String single : List.of(config.controlTopic(), config.statusTopic())) {
      JsonNode topic = overlay.named("KafkaTopic", single).path("spec");
      assertThat(topic.path("partitions").asInt()).as(single).isEqualTo(1);
      assertThat(topic.path("config").path("retention.ms").asLong()).isEqualTo(-1);
      assertThat(topic.path("config").path("retention.bytes").asLong()).isEqualTo(-1);
      assertThat(topic.path("config").path("cleanup.policy").asText()).isEqualTo("delete");
    }
    assertThat(topics.values())
        .allSatisfy(
            topic ->
                assertThat(topic.path("config").path("min.insync.replicas").asInt())
                    .isBetween(1, Math.max(1, topic.path("replicas").asInt() - 1)));
    assertThat(overlay.named("KafkaTopic", config.reviewsTopic()).at("/spec/partitions").asInt())
        .isGreaterThanOrEqualTo(autoscaledTo())
        .isGreaterThanOrEqualTo(config.parallelism());
  }

  private static Set<String> topics(JobConfig config) {
    return new TreeSet<>(
        List.of(
            config.reviewsTopic(),
            config.sentimentTopic(),
            config.aggregatesTopic(),
            config.deadLettersTopic(),
            config.controlTopic(),
            config.statusTopic()));
  }

  @Test
  void theTopicsAreInTheClusterThatTheJobConnectsTo() throws Exception {
    String[] broker = config().bootstrapServers().split(":", -1);
    JsonNode topic = overlay.all("KafkaTopic").findFirst().orElseThrow();
    String cluster = topic.at("/metadata/labels").path("strimzi.io/cluster").asText();
    String namespace = topic.at("/metadata/namespace").asText();

    assertThat(
            List.of(
                cluster + "-kafka-bootstrap", cluster + "-kafka-bootstrap." + namespace + ".svc"))
        .contains(broker[0]);
    JsonNode egress = overlay.named("NetworkPolicy", "kafka-and-store").at("/spec/egress/0");
    assertThat(egress.at("/ports/0/port").asText()).isEqualTo(broker[1]);
    assertThat(egress.at("/to/0/podSelector/matchLabels").path("strimzi.io/cluster").asText())
        .isEqualTo(cluster);
    overlay
        .all("Kafka")
        .forEach(
            kafka ->
                assertThat(kafka.at("/spec/kafka/listeners/0/port").asText()).isEqualTo(broker[1]));
  }

  /** In production: Strimzi's secret of a user holds the login under this name. */
  @Test
  void theLoginComesOutOfTheMountedSecret() throws Exception {
    Map<String, String> settings = new TreeMap<>(config().kafkaProperties());
    if (!settings.containsKey("sasl.jaas.config")) {
      return;
    }
    Files.writeString(directory.resolve("sasl.jaas.config"), "the login");
    settings.replaceAll(
        (name, value) -> value.replace("/opt/review-scoring/kafka", directory.toString()));
    Map<String, Object> client = new TreeMap<>(settings);
    client.put("bootstrap.servers", "localhost:9092");

    assertThat(new AdminClientConfig(client).getPassword("sasl.jaas.config").value())
        .isEqualTo("the login");
  }

  /** In production: the user may do all that the job does, and the names are the job's. */
  @Test
  void theUserMayUseEveryTopicAndTheTransactions() throws Exception {
    JobConfig config = config();
    overlay
        .all("KafkaUser")
        .forEach(
            user -> {
              Map<String, Set<String>> rights = new TreeMap<>();
              for (JsonNode acl : user.at("/spec/authorization/acls")) {
                JsonNode resource = acl.path("resource");
                Set<String> operations = new TreeSet<>();
                acl.path("operations").forEach(operation -> operations.add(operation.asText()));
                rights.put(
                    resource.path("type").asText() + " " + resource.path("name").asText(),
                    operations);
              }
              Set<String> wanted = new TreeSet<>();
              topics(config).forEach(topic -> wanted.add("topic " + topic));
              wanted.add("group " + config.groupId());
              wanted.add("transactionalId " + config.jobName());
              assertThat(rights.keySet()).isEqualTo(wanted);
            });
  }

  private int autoscaledTo() {
    return flink.path("flinkConfiguration").path("job.autoscaler.vertex.max-parallelism").asInt();
  }

  /** What the job makes of its arguments and the mounted file. */
  private JobConfig config() throws Exception {
    List<String> args = texts(flink.at("/job/args"));
    assertThat(args).contains(CONFIG);
    args.replaceAll(
        argument -> argument.equals(CONFIG) ? "--config=" + propertiesFile() : argument);
    return JobConfig.parse(args.toArray(String[]::new));
  }

  private Path propertiesFile() {
    try {
      JsonNode file =
          overlay.all("ConfigMap").findFirst().orElseThrow().at("/data").path("job.properties");
      return Files.writeString(directory.resolve("job.properties"), file.asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(JsonNode container) {
    return texts(container.path("command"));
  }

  private static List<String> args(JsonNode container) {
    return texts(container.path("args"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static String option(JsonNode container, String name) {
    return args(container).stream()
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
