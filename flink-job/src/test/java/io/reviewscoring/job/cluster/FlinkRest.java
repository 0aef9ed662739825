package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a JobManager's REST interface says. Thread-safe. */
final class FlinkRest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * A registered TaskManager.
   *
   * @param id its resource id
   * @param isBusy whether all of its slots run something
   */
  record TaskManager(String id, boolean isBusy) {}

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI root;

  FlinkRest(int port) {
    this.root = URI.create("http://127.0.0.1:" + port + "/");
  }

  boolean answers() {
    try {
      get("overview");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  List<TaskManager> taskManagers() throws IOException {
    List<TaskManager> registered = new ArrayList<>();
    for (JsonNode each : get("taskmanagers").get("taskmanagers")) {
      registered.add(new TaskManager(each.get("id").asText(), each.get("freeSlots").asInt() == 0));
    }
    return registered;
  }

  /** Such as {@code RUNNING}. */
  String jobState(String job) throws IOException {
    return get("jobs/" + job).get("state").asText();
  }

  /** A metric of a TaskManager, as a number. */
  long taskManagerMetric(String id, String metric) throws IOException {
    JsonNode values = get("taskmanagers/" + id + "/metrics?get=" + metric);
    if (values.isEmpty()) {
      throw new IOException("no metric " + metric + " of " + id + " yet");
    }
    return Long.parseLong(values.get(0).get("value").asText());
  }

  void cancel(String job) throws IOException {
    send(
        HttpRequest.newBuilder(root.resolve("jobs/" + job + "?mode=cancel"))
            .method("PATCH", BodyPublishers.noBody()));
  }

  private JsonNode get(String path) throws IOException {
    return MAPPER.readTree(send(HttpRequest.newBuilder(root.resolve(path)).GET()));
  }

  private String send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IOException("REST answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
