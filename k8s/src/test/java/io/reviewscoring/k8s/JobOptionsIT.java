package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.dashboard.DashboardCommand;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.cli.PublishCommand;
import io.reviewscoring.job.cli.ReviewScoringJob;
import io.reviewscoring.job.config.JobConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** That the manifests give the job, {@code publish} and the dashboard what these understand. */
@ParameterizedClass
@ValueSource(strings = {"local", "production"})
class JobOptionsIT {
  @TempDir private Path directory;

  private final String name;
  private final Kustomization overlay;
  private final JsonNode flink;
  private final JsonNode publish;
  private final JsonNode dashboard;

  JobOptionsIT(String name) throws Exception {
    this.name = name;
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
    assertThat(further).containsExactly(JobArguments.CONFIG);
    assertThat(option(publish, "--model")).startsWith("/opt/review-scoring/models/");
  }

  @Test
  void theLinesForSignedCommandsNameWhatIsMountedWhereTheSecretIs() throws Exception {
    Path config = Path.of("overlays", name, "config", "job.properties");
    Path publishing = Path.of("overlays", name, "publish", "publish.yaml");
    assertThat(
            JobConfig.parse(
                    "--bootstrap.servers=localhost:9092", "--" + commented(config, "# model."))
                .modelTrustedKeys())
        .isEqualTo(mount(flink.path("podTemplate").path("spec"), "command-keys"));
    String sign = commented(publishing, "# - --sign=").replaceFirst("^- --sign=", "");
    JsonNode pod =
        Kustomization.of("overlays/" + name + "/publish")
            .named("Job", "publish-model")
            .at("/spec/template/spec");
    assertThat(Path.of(sign).getParent()).hasToString(mount(pod, "signing-key"));
    assertThat(Files.readString(Path.of("README.md")))
        .contains("--from-file=" + Path.of(sign).getFileName() + "=");
  }

  /** The one line that begins so, without its sign. */
  private static String commented(Path file, String start) throws Exception {
    List<String> lines =
        Files.readAllLines(file).stream()
            .map(String::strip)
            .filter(line -> line.startsWith(start))
            .toList();
    assertThat(lines).as("%s in %s", start, file).hasSize(1);
    return lines.get(0).substring(2);
  }

  /** Where a secret is mounted that need not be there. */
  private static String mount(JsonNode pod, String secret) {
    for (JsonNode volume : pod.path("volumes")) {
      if (volume.at("/secret/secretName").asText().equals(secret)) {
        assertThat(volume.at("/secret/optional").asBoolean()).isTrue();
        for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
          if (mount.path("name").equals(volume.path("name"))) {
            assertThat(mount.path("readOnly").asBoolean()).isTrue();
            assertThat(mount.has("subPath")).as("those are never shown anew").isFalse();
            return mount.path("mountPath").asText();
          }
        }
      }
    }
    throw new AssertionError("no secret " + secret);
  }

  @Test
  void theDashboardListensWhereItsServiceLooks() {
    List<String> further =
        OneLineErrors.in(new CommandLine(new DashboardCommand()))
            .parseArgs(args(dashboard).toArray(String[]::new))
            .unmatched();

    assertThat(command(dashboard)).endsWith(DashboardCommand.class.getName());
    assertThat(further).containsExactly(JobArguments.CONFIG);
    assertThat(option(dashboard, "--host")).isEqualTo("0.0.0.0");
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

    assertThat(topics.keySet()).isEqualTo(JobArguments.topics(config));
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

  private int autoscaledTo() {
    return flink.path("flinkConfiguration").path("job.autoscaler.vertex.max-parallelism").asInt();
  }

  private JobConfig config() throws Exception {
    return JobArguments.config(overlay, directory);
  }

  private static List<String> command(JsonNode container) {
    return JobArguments.texts(container.path("command"));
  }

  private static List<String> args(JsonNode container) {
    return JobArguments.texts(container.path("args"));
  }

  private static String option(JsonNode container, String name) {
    return args(container).stream()
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
