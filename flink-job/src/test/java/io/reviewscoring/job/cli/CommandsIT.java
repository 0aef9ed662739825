package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.ForeignReviews;
import io.reviewscoring.job.fixture.OddFolder;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.ModelStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a real broker. */
class CommandsIT {
  @TempDir(factory = OddFolder.class)
  static Path directory;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A whole set of topics and directories under one name. */
  private static String[] options(String name, String... more) {
    String[] own = {
      "--bootstrap.servers=" + broker.bootstrapServers(),
      "--job.name=" + name,
      "--group.id=" + name,
      "--reviews.topic=" + name + "-reviews",
      "--sentiment.topic=" + name + "-sentiment",
      "--aggregates.topic=" + name + "-aggregates",
      "--comparison.topic=" + name + "-comparison",
      "--dead-letters.topic=" + name + "-dead-letters",
      "--control.topic=" + name + "-control",
      "--status.topic=" + name + "-status",
      "--checkpoint.directory=" + directory.resolve(name + "-checkpoints"),
      "--model.directory=" + directory.resolve(name + "-models"),
      "--model.stores=" + directory.resolve("store")
    };
    return joined(own, more);
  }

  private static String[] joined(String[] first, String[] second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
  }

  private int execute(String command, String... args) {
    CommandLine commandLine = JobCommands.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(joined(new String[] {command}, args));
  }

  private int publish(String name, Path model, String... more) {
    String[] own = {
      "--model=" + model,
      "--store=" + directory.resolve("store"),
      "--bootstrap-servers=" + broker.bootstrapServers(),
      "--control-topic=" + name + "-control",
      "--status-topic=" + name + "-status"
    };
    return execute("publish", joined(own, more));
  }

  @Test
  void runRefusesToStartWithoutTopicsAndThenWithoutAModel() {
    assertThat(execute("run", options("bare"))).isEqualTo(2);
    assertThat(err.toString()).contains("missing topics: bare-reviews").hasLineCount(1);

    assertThat(execute("run", options("bare", "--create-topics"))).isEqualTo(2);
    assertThat(err.toString()).contains("no model yet: start with --model FILE").hasLineCount(2);
  }

  @Test
  void aRunThatWouldNeverHaveAModelSaysWhyNot() throws Exception {
    JobConfig config = JobConfig.parse(options("refused"));
    new Topics(config).create(1);
    Path wrong = TinyBundles.writeWithGoldenOff(directory, "refused-1", 0.1).file();
    JobClient job = JobEnvironment.startLocally(config, null);
    try {
      assertThat(publish("refused", wrong, "--wait=accepted", "--job-name=refused")).isEqualTo(1);
      assertThat(err.toString()).contains("rejected: ");
    } finally {
      job.cancel().get(90, TimeUnit.SECONDS);
    }

    assertThat(execute("run", options("refused"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("no model: every activation so far was refused, the last one, of refused-1,")
        .contains("golden");
  }

  @Test
  void aRunThatEncodesTooLittleForItsModelEndsAndSaysWhatToDo() throws Exception {
    new Topics(JobConfig.parse(options("short"))).create(1);
    Path model = TinyBundles.write(directory, "short-1", 1).file();
    assertThat(publish("short", model)).isZero();
    assertThat(execute("run", options("short", "--reviews.bounded"))).as(err.toString()).isZero();

    assertThat(execute("run", options("short", "--encode.max-tokens=10"))).isEqualTo(1);
    assertThat(err.toString())
        .contains("the job failed: model short-1 reads 20 tokens, --encode.max-tokens is 10");
  }

  @Test
  void aBoundedRunEndsAtTheTopicsEnds() {
    Path model = TinyBundles.write(directory, "bounded-1", 1).file();
    String[] options =
        options("bounded", "--create-topics", "--reviews.bounded", "--model=" + model);

    assertThat(execute("run", options)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("model        bounded-1 of " + model, "done: everything");
  }

  @Test
  void publishFollowsItsModelUntilItScores() throws Exception {
    JobConfig config = JobConfig.parse(options("live"));
    new Topics(config).create(1);
    TinyBundles.Written first = TinyBundles.write(directory, "live-1", 1);
    assertThat(publish("live", first.file())).as(err.toString()).isZero();
    JobClient job = JobEnvironment.startLocally(config, null);
    try {
      TinyBundles.Written second = TinyBundles.write(directory, "live-2", 2);

      assertThat(publish("live", second.file(), "--wait=active", "--job-name=live"))
          .as(err.toString())
          .isZero();

      assertThat(out.toString())
          .contains("published  live-2", "accepted   in force from", "active");
      assertThat(new ControlTopic(config).statusRecords())
          .filteredOn(status -> status.state() == ModelStatus.State.ACCEPTED)
          .extracting(ModelStatus::version)
          .containsExactly("live-1", "live-2");

      Path wrong = TinyBundles.writeWithGoldenOff(directory, "live-3", 0.1).file();
      assertThat(publish("live", wrong, "--wait=accepted", "--job-name=live")).isEqualTo(1);
      assertThat(err.toString()).contains("rejected: ").hasLineCount(1);

      // Until that job has answered nobody can say so.
      for (int seconds = 5; seconds <= 80 && !err.toString().contains("answered"); seconds *= 2) {
        String[] ofAnother = {"--wait=accepted", "--wait-timeout=" + seconds};
        assertThat(publish("live", second.file(), ofAnother)).isEqualTo(1);
      }
      assertThat(err.toString())
          .contains("job review-scoring did not make it accepted", "job live answered");
    } finally {
      job.cancel().get(90, TimeUnit.SECONDS);
    }
  }

  @Test
  void checkLooksAtTheEndTheBeginningOrATimeOfATopicAndLeavesNothingBehind() throws Exception {
    new Topics(JobConfig.parse(options("checked"))).create(3);
    long noon = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    send("checked-reviews", noon, ForeignReviews.lines("yelp"));

    assertThat(execute("check", options("checked", "--reviews.form=yelp"))).isZero();
    assertThat(out.toString())
        .contains("looks at     checked-reviews, the last 10,000 records")
        .containsPattern("(?m)^reviews +12  100.0 %$");

    String[] few = {"--reviews.form=yelp", "--sample=6", "--at=beginning"};
    assertThat(execute("check", options("checked", few))).isZero();
    assertThat(out.toString())
        .contains("the first 6 records")
        .contains("event times  2024-03-01T12:00:00Z to 2024-03-01T12:05:00Z");

    String[] between = {"--from=2026-03-01T12:03:00Z", "--to=2026-03-01T12:05:00Z"};
    assertThat(execute("check", options("checked", between))).isEqualTo(3);
    assertThat(out.toString())
        .containsPattern("(?m)^not read +2$")
        .containsPattern("[0-2]:1: '/reviewId' is missing or blank")
        .containsPattern("(?m)^suggests +--reviews.form=yelp$");

    assertThat(execute("check", options("nowhere"))).isEqualTo(2);
    assertThat(err.toString()).contains("missing topic: nowhere-reviews").hasLineCount(1);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listGroups().all().get())
          .noneMatch(group -> group.groupId().contains("checked"));
    }
  }

  /** To three partitions in turn, a minute apart. */
  private static void send(String topic, long begin, List<String> lines) {
    try (var producer =
        new KafkaProducer<byte[], byte[]>(
            ClientSettings.producer(broker.bootstrapServers(), Map.of()))) {
      for (int i = 0; i < lines.size(); i++) {
        byte[] line = lines.get(i).getBytes(UTF_8);
        var unused =
            producer.send(new ProducerRecord<>(topic, i % 3, begin + 60_000L * i, null, line));
      }
    }
  }
}
