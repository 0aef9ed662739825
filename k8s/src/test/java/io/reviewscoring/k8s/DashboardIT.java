package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.dashboard.DashboardCommand;
import io.reviewscoring.job.cli.OneLineErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The live page, started as the Deployment starts it, on a broker that grants what the KafkaUser of
 * production may do and nothing else.
 */
@ParameterizedClass
@ValueSource(strings = {"local", "production"})
class DashboardIT {
  private static final String USER = "review-scoring";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  private final Kustomization overlay;
  private final JsonNode container;

  DashboardIT(String name) throws Exception {
    overlay = Kustomization.of("overlays/" + name);
    container = overlay.named("Deployment", "dashboard").at("/spec/template/spec/containers/0");
  }

  @Test
  @Timeout(600)
  void thePageIsServedWithTheArgumentsOfTheDeploymentAndReadsAllItsTopics() throws Exception {
    JsonNode user = Kustomization.of("overlays/production").named("KafkaUser", USER);
    int port = freePort();
    StringWriter err = new StringWriter();
    try (var broker = new GuardedBroker(directory.resolve("broker"), USER)) {
      broker.apply(overlay.all("KafkaTopic").toList(), user);
      Path options = mounted(broker.client(USER));
      List<String> args = JobArguments.texts(container.path("args"));
      args.replaceAll(
          argument -> argument.equals(JobArguments.CONFIG) ? "--config=" + options : argument);
      // The pod has its port for itself; this machine may not.
      args.replaceAll(argument -> argument.startsWith("--port=") ? "--port=" + port : argument);
      CommandLine command =
          OneLineErrors.in(new CommandLine(new DashboardCommand()))
              .setOut(new PrintWriter(new StringWriter()))
              .setErr(new PrintWriter(err));
      Thread dashboard = new Thread(() -> command.execute(args.toArray(String[]::new)));
      dashboard.start();
      try {
        // All topics are there and may be read, and none holds a review yet.
        assertThat(health(port, dashboard)).as(err.toString()).isEqualTo("up, stream SILENT\n");
        assertThat(get(port, "/")).contains("<title>review-scoring</title>");
      } finally {
        dashboard.interrupt();
        dashboard.join();
      }
    }
  }

  /** The ConfigMap's file, with this broker and its login instead of the cluster's. */
  private Path mounted(Map<String, String> client) throws IOException {
    Path map = directory.resolve("job.properties");
    JsonNode text = overlay.all("ConfigMap").findFirst().orElseThrow().at("/data/job.properties");
    Files.writeString(map, text.asText());
    Properties options = new Properties();
    try (var reader = Files.newBufferedReader(map)) {
      options.load(reader);
    }
    options.keySet().removeIf(name -> name.toString().startsWith("kafka."));
    client.forEach(
        (name, value) ->
            options.setProperty(name.equals("bootstrap.servers") ? name : "kafka." + name, value));
    try (var writer = Files.newBufferedWriter(map)) {
      options.store(writer, null);
    }
    return map;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What the probes ask for, once the brokers have answered. */
  private static String health(int port, Thread dashboard) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    String health = "";
    while (dashboard.isAlive() && Instant.now().isBefore(end) && !health.contains("SILENT")) {
      Thread.sleep(200);
      try {
        health = get(port, "/healthz");
      } catch (IOException e) {
        health = e.toString(); // it does not listen yet
      }
    }
    return health;
  }

  private static String get(int port, String path) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
