package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.cli.JobEnvironment;
import io.reviewscoring.job.fixture.FreePort;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.Prometheus;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.sample.SampleFeed;
import io.reviewscoring.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grafana's dashboard, asked of a real Prometheus that scrapes a running job. */
class GrafanaDashboardPlatformIT {
  private static final Path DASHBOARD =
      Path.of("../../docker/grafana/provisioning/dashboards/review-scoring.json");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory = Path.of("");

  @Test
  void everyQueryHasAnAnswerWithANumber() throws Exception {
    Set<String> open = queries();
    assertThat(open).hasSizeGreaterThan(20);
    int port = FreePort.find();
    Path own = Files.createDirectory(directory.resolve("prometheus"));
    try (var broker = TestBroker.start(directory.resolve("kafka"));
        var topics = new JobTopics(broker, "grafana", directory);
        var prometheus = Prometheus.start(own, port)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job = JobEnvironment.startLocally(topics.config(reporter(port)), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      role(topics, "v2", new RoleChange(RoleChange.Kind.SHADOW, "e", 1, 0));
      role(topics, "v3", new RoleChange(RoleChange.Kind.CANARY, "e", 0.5, 1));
      var feed = new SampleFeed(Samples.read());
      Instant end = Instant.now().plus(PATIENCE);
      while (!open.isEmpty() && Instant.now().isBefore(end)) {
        for (int i = 0; i < 10; i++) {
          topics.rawReview(feed.next(Instant.now()).value());
        }
        topics.flush();
        TimeUnit.MILLISECONDS.sleep(500);
        removeAnswered(open, prometheus);
      }
      JobTopics.kill(job);
    }
    assertThat(open).as("queries without an answer").isEmpty();
  }

  @Test
  void aQuotientThatIsNoNumberIsNoAnswerYet() throws Exception {
    try (var prometheus = Prometheus.start(directory, FreePort.find())) {
      Set<String> open = new LinkedHashSet<>(Set.of("vector(1) / 0", "vector(0) / 0", "vector(1)"));
      Instant end = Instant.now().plus(PATIENCE);
      while (open.size() > 2 && Instant.now().isBefore(end)) {
        TimeUnit.MILLISECONDS.sleep(100);
        removeAnswered(open, prometheus);
      }
      assertThat(open).containsExactlyInAnyOrder("vector(1) / 0", "vector(0) / 0");
    }
  }

  private void role(JobTopics topics, String version, RoleChange change) {
    var bundle = TinyBundles.write(directory, version, version.hashCode());
    String file = bundle.file().toString();
    topics.command(new ModelCommand(version, file, bundle.sha256(), null, change));
  }

  private static void removeAnswered(Set<String> open, Prometheus prometheus) throws Exception {
    for (String query : Set.copyOf(open)) {
      if (prometheus.ask(query).stream().anyMatch(Double::isFinite)) {
        open.remove(query);
      }
    }
  }

  private static Set<String> queries() throws IOException {
    Set<String> queries = new LinkedHashSet<>();
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(target.get("expr").asText());
      }
    }
    return queries;
  }

  /** As in docker/compose.yaml. */
  private static Map<String, String> reporter(int port) {
    String prefix = "flink.metrics.reporter.prom.";
    return Map.of(
        prefix + "factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        prefix + "filterLabelValueCharacters",
        "false",
        prefix + "port",
        Integer.toString(port));
  }
}
