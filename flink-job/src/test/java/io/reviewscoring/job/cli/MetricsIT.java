package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.FreePort;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.model.scoring.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
      JobClient job =
          JobEnvironment.startLocally(
              topics.config(
                  Map.of(
                      "output.evidence",
                      "POSITIVE,NEGATIVE,UNCERTAIN",
                      "flink.metrics.reporter.prometheus.factory.class",
                      "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                      "flink.metrics.reporter.prometheus.filterLabelValueCharacters",
                      "false",
                      "flink.metrics.reporter.prometheus.port",
                      Integer.toString(port))),
              null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      long now = System.currentTimeMillis();
      topics.review("a", "p", now, "a very good unheard film");
      topics.review("a", "p", now, "a very good unheard film");
      topics.review("a", "p", now + 1, "a bad film");
      topics.rawReview("no json".getBytes(StandardCharsets.UTF_8));
      topics.rawReview(null);
      topics.command(new ModelCommand("v2", "/nowhere.zip", "00".repeat(32), null));
      topics.flush();
      topics.awaitStatuses(ModelStatus.State.REJECTED, 1);
      topics.await("metrics-sentiment", events -> events.size() == 2);
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
      assertThat(value(page, "modelsAccepted")).isEqualTo(1);
      assertThat(value(page, "modelsRejected")).isEqualTo(1);
    }
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
