package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.FreePort;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.model.scoring.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of a running job, by Flink's own reporter. */
@SuppressWarnings("NullAway.Init")
class MetricsIT {
  private static final String PREFIX = "flink_taskmanager_job_task_operator_";

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void everyMetricOfTheTableIsExposedWithWhatTheStreamDid() throws Exception {
    int port = FreePort.find();
    try (var topics = new JobTopics(broker, "metrics", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobConfig config =
          topics.config(
              Map.of(
                  "parallelism",
                  "1",
                  "output.shadow-events",
                  "true",
                  "output.evidence",
                  "POSITIVE,NEGATIVE,UNCERTAIN",
                  "flink.metrics.reporter.prometheus.factory.class",
                  "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                  "flink.metrics.reporter.prometheus.filterLabelValueCharacters",
                  "false",
                  "flink.metrics.reporter.prometheus.port",
                  Integer.toString(port)));
      JobTopics.create(config); // that of shadow events
      JobClient job = JobEnvironment.startLocally(config, null);
      publish(topics, "v2", 2, new RoleChange(Kind.SHADOW, "e", 1, 0));
      publish(topics, "v3", 3, new RoleChange(Kind.CANARY, "e", 1, 1));
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 3);
      long now = System.currentTimeMillis();
      topics.review("a", "p", now, "a very good unheard film");
      topics.review("a", "p", now, "a very good unheard film");
      topics.review("a", "p", now + 1, "a bad film");
      topics.rawReview("no json".getBytes(StandardCharsets.UTF_8));
      topics.rawReview(null);
      topics.command(new ModelCommand("v2", "/nowhere.zip", "00".repeat(32), null));
      topics.flush();
      topics.awaitStatuses(ModelStatus.State.REJECTED, 1);
      List<JsonNode> events = topics.await("metrics-sentiment", all -> all.size() == 2);
      List<JsonNode> beside = topics.await("metrics-shadow", all -> all.size() == 4);
      topics.await("metrics-dead-letters", letters -> letters.size() == 1);

      String page = scrape(port);
      JobTopics.kill(job);
      assertThat(value(page, "reviewsParsed")).isEqualTo(3);
      assertThat(value(page, "tombstones")).isEqualTo(1);
      assertThat(value(page, "reason_deadLetters", "reason=\"not-json\"")).isEqualTo(1);
      assertThat(value(page, "reviewsScored")).isEqualTo(2);
      assertThat(value(page, "reviewsRepeated")).isEqualTo(1);
      assertThat(value(page, "reviewsEdited")).isEqualTo(1);
      assertThat(value(page, "scoreMicros_count")).isEqualTo(2);
      assertThat(value(page, "evidenceMicros_count")).isEqualTo(2);
      assertThat(total(page, "bucket_scores")).isEqualTo(2);
      assertThat(value(page, "tokensSeen")).isEqualTo(8);
      assertThat(value(page, "tokensUnknown")).isEqualTo(1);
      assertThat(value(page, "unknownTokenShare")).isEqualTo(0.125);
      assertThat(value(page, "model_modelInForce", "model=\"v1\"")).isEqualTo(1);
      assertThat(value(page, "modelAgeSeconds")).isPositive();
      assertThat(value(page, "modelLoadMillis")).isNotNegative();
      assertThat(value(page, "modelPauseMillis")).isNotNegative();
      assertThat(value(page, "engine_engineInUse", "engine=\"" + Engine.best().label() + "\""))
          .isEqualTo(1);
      assertThat(value(page, "modelsAccepted")).isEqualTo(3);
      assertThat(value(page, "modelsRejected")).isEqualTo(1);

      assertThat(value(page, "model_candidateShare", "model=\"v3\"")).isEqualTo(1);
      assertThat(value(page, "model_shadowShare", "model=\"v2\"")).isEqualTo(1);
      assertThat(value(page, "model_shadowShare", "model=\"v3\"")).isZero();
      assertThat(value(page, "role_reviewsInRole", "role=\"candidate\"")).isEqualTo(2);
      for (var role : Map.of("shadow", "v2", "in force", "v1").entrySet()) {
        String label = "role=\"" + role.getKey() + "\"";
        List<JsonNode> scored =
            beside.stream()
                .filter(each -> each.get("modelVersion").asText().equals(role.getValue()))
                .toList();
        assertThat(value(page, "role_reviewsInRole", label)).isEqualTo(2);
        assertThat(value(page, "role_labelsDiffering", label))
            .isEqualTo((double) scored.stream().filter(each -> differs(each, events)).count());
        assertThat(value(page, "role_differenceMillionths", label))
            .as("each is rounded for itself")
            .isPositive()
            .isCloseTo(
                1e6 * scored.stream().mapToDouble(each -> difference(each, events)).sum(),
                within(2.0));
      }
    }
  }

  private void publish(JobTopics topics, String version, long seed, RoleChange change) {
    TinyBundles.Written bundle = TinyBundles.write(directory, version, seed);
    topics.command(
        new ModelCommand(version, bundle.file().toString(), bundle.sha256(), null, change));
  }

  private static boolean differs(JsonNode beside, List<JsonNode> events) {
    return !beside.get("label").equals(event(beside, events).get("label"));
  }

  private static double difference(JsonNode beside, List<JsonNode> events) {
    double score = event(beside, events).get("score").asDouble();
    return Math.abs(beside.get("score").asDouble() - score);
  }

  /** That of the same version of a review. */
  private static JsonNode event(JsonNode beside, List<JsonNode> events) {
    return events.stream()
        .filter(each -> each.get("timestamp").equals(beside.get("timestamp")))
        .findFirst()
        .orElseThrow();
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static double value(String page, String name, String... labels) {
    return page.lines()
        .filter(line -> line.startsWith(PREFIX + name + "{"))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(MetricsIT::number)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name + " in\n" + page));
  }

  private static double total(String page, String name) {
    return page.lines()
        .filter(line -> line.startsWith(PREFIX + name + "{"))
        .mapToDouble(MetricsIT::number)
        .sum();
  }

  private static double number(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
