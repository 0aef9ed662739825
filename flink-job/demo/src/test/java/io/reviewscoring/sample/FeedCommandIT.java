package io.reviewscoring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.cli.CheckCommand;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FeedCommandIT {
  private static final List<TopicPartition> PARTITIONS =
      IntStream.range(0, 4).mapToObj(i -> new TopicPartition("fed-reviews", i)).toList();

  private static final Pattern ID = Pattern.compile("\"reviewId\": ?\"([^\"]+)\"");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine feed =
      OneLineErrors.in(new CommandLine(new FeedCommand()))
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err));

  @TempDir Path directory;

  @Test
  void sampleReviewsReachAllPartitions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      String[] options = {
        "--bootstrap-servers=" + broker.bootstrapServers(),
        "--reviews-topic=fed-reviews",
        "--rate=1000",
        "--count=42"
      };
      assertThat(feed.execute(options)).isEqualTo(2);
      assertThat(err.toString()).contains("missing topic: fed-reviews").hasLineCount(1);
      makeTopics(broker);

      assertThat(feed.execute(options)).as(err.toString()).isZero();

      assertThat(out.toString()).contains("sent 42 records");
      assertThat(offsets(broker)).containsExactlyInAnyOrder(11L, 11L, 10L, 10L);

      assertThat(feed.execute(options)).as(err.toString()).isZero();
      List<String> ids = ids(broker);
      assertThat(ids)
          .filteredOn(id -> id.startsWith("rv-0001-"))
          .doesNotHaveDuplicates()
          .hasSize(2);
    }
  }

  /** One whose ids are the records' keys, and whose times their own, and one with a pattern. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--reviews.form=debezium",
        "--reviews.field.id=key --reviews.field.timestamp=record --reviews.field.text=/r/0/body",
        "--reviews.form=yelp --reviews.timestamp.pattern=yyyy-MM-dd'T'HH:mm:ss"
      })
  void whatIsSentInAFormIsReadWithTheSameOptions(String form) throws Exception {
    List<String> options = new ArrayList<>(List.of(form.split(" ")));
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      makeTopics(broker);
      options.add("--bootstrap.servers=" + broker.bootstrapServers());
      options.add("--reviews.topic=fed-reviews");
      String[] read = options.toArray(String[]::new);
      options.addAll(List.of("--rate=1000", "--count=60"));
      assertThat(feed.execute(options.toArray(String[]::new))).as(err.toString()).isZero();

      StringWriter said = new StringWriter();
      CommandLine check = new CommandLine(new CheckCommand()).setOut(new PrintWriter(said));
      assertThat(check.execute(read)).as("some are broken").isEqualTo(3);
      assertThat(said.toString())
          .containsPattern("(?m)^records +60$")
          .containsPattern("(?m)^reviews +57 ");
    }
  }

  @Test
  void anOptionThatIsMisspeltIsLikeOneOfItsOwn() {
    assertThat(feed.execute("--bootstrap.servers=localhost:1", "--rat=20")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("feed: --rat: no such option; did you mean --rate?");
  }

  @Test
  void aBrokerThatGoesAwayEndsItWithALine() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      makeTopics(broker);
      String[] options = {
        "--bootstrap-servers=" + broker.bootstrapServers(), "--reviews-topic=fed-reviews"
      };
      var ended = CompletableFuture.supplyAsync(() -> feed.execute(options));
      while (offsets(broker).stream().allMatch(offset -> offset == 0)) {
        assertThat(ended).as(err.toString()).isNotDone();
        TimeUnit.MILLISECONDS.sleep(50);
      }

      broker.kill();

      assertThat(ended.get(2, TimeUnit.MINUTES)).isEqualTo(1);
      assertThat(err.toString().lines())
          .containsExactly("feed: no Kafka broker answers at " + broker.bootstrapServers());
    }
  }

  private static void makeTopics(EmbeddedBroker broker) throws Exception {
    String[] options = {
      "--bootstrap.servers=" + broker.bootstrapServers(), "--reviews.topic=fed-reviews"
    };
    new Topics(JobConfig.parse(options)).create(4);
  }

  private static List<String> ids(EmbeddedBroker broker) {
    List<String> ids = new ArrayList<>();
    try (var consumer = consumer(broker)) {
      consumer.assign(PARTITIONS);
      consumer.seekToBeginning(PARTITIONS);
      for (int read = 0; read < 84; ) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          read++;
          Matcher id = ID.matcher(new String(record.value(), StandardCharsets.UTF_8));
          if (id.find()) {
            ids.add(id.group(1));
          }
        }
      }
    }
    return ids;
  }

  private static Collection<Long> offsets(EmbeddedBroker broker) {
    try (var consumer = consumer(broker)) {
      return consumer.endOffsets(PARTITIONS).values();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedBroker broker) {
    return new KafkaConsumer<>(ClientSettings.consumer(broker.bootstrapServers(), Map.of()));
  }
}
