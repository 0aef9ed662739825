package io.reviewscoring.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.WholeTopic;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.evaluation.Contrasts;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextScore;
import io.reviewscoring.model.scoring.TextScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The SQL of this module's page on a broker and by the module's jar: only the broker's address and
 * the bundle's place are others.
 */
class ReadmeIT {
  private static final int PARTITIONS = 4;
  private static final Instant FIRST = Instant.parse("2026-01-01T12:00:00Z");
  private static final Path BUNDLE = Fence.ROOT.resolve("model/bundles/default.zip");

  @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

  private record Review(String id, String product, Instant time, @Nullable String text) {
    String json() {
      ObjectNode node = new ObjectMapper().createObjectNode();
      node.put("reviewId", id).put("productId", product);
      return node.put("timestamp", time.toString()).put("text", text).toString();
    }
  }

  /** Some minutes of sentences, one review without a text, and on each partition one much later. */
  private static List<Review> reviews() {
    List<Review> reviews = new ArrayList<>();
    for (var group : Contrasts.shipped().groups()) {
      for (var sentence : group.sentences()) {
        reviews.add(review(reviews.size(), sentence.text()));
      }
    }
    reviews.add(review(reviews.size(), null));
    for (int i = 0; i < PARTITIONS; i++) {
      reviews.add(new Review("end" + i, "end", FIRST.plus(1, ChronoUnit.HOURS), "The end."));
    }
    return reviews;
  }

  private static Review review(int i, @Nullable String text) {
    return new Review("r" + i, "p" + i % 3, FIRST.plusSeconds(3L * i), text);
  }

  @Test
  @Timeout(600)
  void itScoresATopicAsTheLibraryDoesAndCountsItByTheMinute() throws Exception {
    List<Review> reviews = reviews();
    send(reviews);
    var configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    configuration.setString("table.local-time-zone", "UTC");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("jobmanager.bind-host", "127.0.0.1");
    TableEnvironment tables =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    List<TableResult> results = new ArrayList<>();
    for (String statement : statements()) {
      results.add(tables.executeSql(statement));
    }
    TableResult writing = results.get(3);
    TableResult counting = results.get(4);
    Map<String, String> expected = scored(reviews);

    assertThat(written(reviews.size())).isEqualTo(expected);
    writing.getJobClient().orElseThrow().cancel().get();
    Map<String, Long> windows = windows(reviews, expected);
    assertThat(counted(counting, windows.size())).isEqualTo(windows);
    counting.getJobClient().orElseThrow().cancel().get();
  }

  private static List<String> statements() throws Exception {
    String sql =
        Fence.of("flink-job/sql/README.md", "sql")
            .replace("localhost:9092", BROKER.bootstrapServers())
            .replace("model/bundles/default.zip", BUNDLE.toString());
    return List.of(sql.strip().split(";\\R?"));
  }

  private static void send(List<Review> reviews) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.bootstrapServers());
    try (Admin admin = Admin.create(settings);
        var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      short copies = 1;
      admin
          .createTopics(
              List.of(
                  new NewTopic("reviews", PARTITIONS, copies), new NewTopic("scores", 1, copies)))
          .all()
          .get();
      for (int i = 0; i < reviews.size(); i++) {
        var unused =
            producer.send(
                new ProducerRecord<>("reviews", i % PARTITIONS, null, reviews.get(i).json()));
      }
    }
  }

  /** What the library says of each, by id, as JSON has it. */
  private static Map<String, String> scored(List<Review> reviews) throws Exception {
    ScoringModel model = ScoringModel.of(BundleReader.read(BUNDLE));
    TextScorer scorer = model.newTextScorer();
    Map<String, String> scored = new HashMap<>();
    for (Review review : reviews) {
      if (review.text == null) {
        scored.put(review.id, "null null null null");
      } else {
        TextScore score = scorer.score(review.text);
        scored.put(
            review.id,
            "%s %s %s %s"
                .formatted(
                    Float.floatToIntBits(score.score()),
                    score.label(),
                    score.knownTokens(),
                    model.manifest().modelVersion()));
      }
    }
    return scored;
  }

  /** What stands on the topic, once so many have come. */
  private static Map<String, String> written(int count) throws Exception {
    Map<String, String> written = new HashMap<>();
    try (var consumer = WholeTopic.consumer(BROKER.bootstrapServers(), "scores")) {
      int read = 0;
      while (read < count) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          JsonNode value = new ObjectMapper().readTree(new String(record.value(), UTF_8));
          JsonNode score = value.get("score");
          written.put(
              value.get("reviewId").asText(),
              "%s %s %s %s"
                  .formatted(
                      score.isNull() ? null : Float.floatToIntBits((float) score.asDouble()),
                      value.get("label").asText(),
                      value.get("known_tokens").asText(),
                      value.get("model_version").asText()));
          read++;
        }
      }
    }
    return written;
  }

  /** How many reviews a product has in a minute, and how many of them are positive. */
  private static Map<String, Long> windows(List<Review> reviews, Map<String, String> scored) {
    Map<String, Long> windows = new TreeMap<>();
    for (Review review : reviews) {
      if (!review.product.equals("end")) {
        LocalDateTime end =
            LocalDateTime.ofInstant(review.time, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        String window = review.product + " " + end;
        boolean positive = scored.getOrDefault(review.id, "").contains("POSITIVE");
        windows.merge(window + " reviews", 1L, Long::sum);
        windows.merge(window + " positive", positive ? 1L : 0, Long::sum);
      }
    }
    return windows;
  }

  private static Map<String, Long> counted(TableResult result, int count) {
    Map<String, Long> counted = new TreeMap<>();
    Iterator<Row> rows = result.collect();
    while (counted.size() < count) {
      Row row = rows.next();
      String window = row.getFieldAs("productId") + " " + row.getFieldAs("window_end");
      counted.put(window + " reviews", row.getFieldAs("reviews"));
      counted.put(window + " positive", row.getFieldAs("positive"));
    }
    return counted;
  }
}
