package io.reviewscoring.dashboard;

import static io.reviewscoring.dashboard.Browser.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page while the topics that it reads are deleted and made anew, and then the whole broker. */
@Timeout(600)
class TopicsMadeAnewIT {
  @TempDir Path directory;

  /** One review, one window and one decision. */
  private static void write(JobConfig config, String product, String model) throws Exception {
    Instant now = Instant.now();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientSettings.producer(config.bootstrapServers(), Map.of()))) {
      for (var value :
          Map.of(
                  config.sentimentTopic(),
                  """
                  {"reviewId": "r", "productId": "%1$s", "timestamp": "%3$s", "score": 0.9,
                   "label": "POSITIVE", "modelVersion": "%2$s"}""",
                  config.aggregatesTopic(),
                  """
                  {"productId": "%1$s", "windowStart": "%3$s", "windowEnd": "%4$s", "count": 7,
                   "positive": 3}""",
                  config.statusTopic(),
                  """
                  {"version": "%2$s", "state": "ACCEPTED", "effectiveFrom": "%3$s",
                   "sha256": "00", "controlOffset": 0}""")
              .entrySet()) {
        String json = value.getValue().formatted(product, model, now, now.plusSeconds(60));
        producer.send(new ProducerRecord<>(value.getKey(), json.getBytes(UTF_8))).get();
      }
    }
  }

  private static void create(JobConfig config) throws Exception {
    assertThat(new Topics(config).create(4)).hasSize(7);
  }

  private static void delete(JobConfig config) throws Exception {
    try (var admin = Admin.create(ClientSettings.admin(config.bootstrapServers(), Map.of()))) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
    }
    // A broker may go on to name them for a moment.
    eventually(() -> assertThat(new Topics(config).missing()).hasSize(7));
  }

  private static String shown(Map<String, JsonNode> page, String section, String pointer) {
    return page.getOrDefault(section, MissingNode.getInstance()).at(pointer).asText();
  }

  private static Map<String, JsonNode> now(URI page) {
    try {
      return PageEvents.now(page);
    } catch (IOException e) {
      throw new AssertionError("no page", e);
    }
  }

  /** Waits for a page that knows one product, one review and one model; or none of them. */
  private static void shows(URI page, String product, String model) throws Exception {
    eventually(
        () -> {
          Map<String, JsonNode> now = now(page);
          assertThat(shown(now, "products", "/courses/0/productId")).isEqualTo(product);
          assertThat(shown(now, "products", "/courses/1/productId")).isEmpty();
          assertThat(shown(now, "reviews", "/newest/0/productId")).isEqualTo(product);
          assertThat(shown(now, "reviews", "/newest/1/productId")).isEmpty();
          assertThat(shown(now, "models", "/inForce")).isEqualTo(model);
          assertThat(shown(now, "models", "/activations/1/version")).isEmpty();
        });
  }

  private static List<String> lines(Path log, String begin) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.startsWith(begin)).toList();
  }

  @Test
  void thePageFollowsSaysWhatHappenedAndForgetsWhatIsGone() throws Exception {
    Path log = directory.resolve("dashboard.log");
    Path kafka = directory.resolve("kafka");
    try (EmbeddedBroker broker = EmbeddedBroker.start(kafka);
        JobProcess dashboard =
            JobProcess.start(
                log,
                List.of("-Xmx128m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                DashboardCommand.class,
                List.of("--bootstrap.servers=" + broker.bootstrapServers(), "--port=0"))) {
      JobConfig config = JobConfig.parse("--bootstrap.servers=" + broker.bootstrapServers());
      create(config);
      write(config, "film-1", "m-1");
      eventually(() -> assertThat(lines(log, "page ")).hasSize(1));
      URI page = URI.create(lines(log, "page ").get(0).substring(9));
      shows(page, "film-1", "m-1");

      delete(config);
      shows(page, "", "");
      eventually(
          () ->
              assertThat(shown(now(page), "stream", "/notice/words"))
                  .contains(
                      "Topic review-sentiment is gone, and what was shown of it is forgotten."));
      eventually(
          () -> assertThat(shown(now(page), "stream", "/state")).isEqualTo("TOPICS_MISSING"));

      create(config);
      write(config, "film-2", "m-2");
      shows(page, "film-2", "m-2");

      delete(config);
      create(config);
      write(config, "film-3", "m-3");
      shows(page, "film-3", "m-3");

      broker.kill();
      FileUtils.deleteDirectory(kafka.resolve("data").toFile());
      broker.restart();
      create(config);
      write(config, "film-4", "m-4");
      shows(page, "film-4", "m-4");

      assertThat(dashboard.isAlive()).isTrue();
      assertThat(lines(log, "topics "))
          .as("what it says on the terminal")
          .anyMatch(line -> line.contains("review-sentiment is gone"))
          .hasSizeBetween(3, 20);
      assertThat(Files.readAllLines(log))
          .filteredOn(line -> !line.contains("waits") && !line.contains("goes on"))
          .hasSizeLessThan(40);
    }
  }
}
