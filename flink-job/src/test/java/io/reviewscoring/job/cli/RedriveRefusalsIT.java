package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.redrive.Backlog;
import io.reviewscoring.job.redrive.Selection;
import io.reviewscoring.job.redrive.Sender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that can't be sent again, on a broker. */
@SuppressWarnings("NullAway.Init")
class RedriveRefusalsIT {
  private static final String ATTEMPTS = "review-scoring.attempts";

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void whatIsTooLargeForItsTopicIsCutAndRefusedAsLateOnesAre() throws Exception {
    try (var topics = new JobTopics(broker, "cut", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      limitRecords("cut-dead-letters", 16 * 1024);
      topics.record("reviews.topic", "large", utf8("x".repeat(100_000)));
      topics.record("reviews.topic", "small", utf8("x"));
      topics.record(
          "dead-letters.topic",
          "of 0.1.0",
          utf8(
              """
              {"topic":"cut-reviews","partition":0,"offset":99,"stage":"parse","reason":"not-json",
               "error":"e","payload":"bm8=","payloadBytes":2,"timestamp":"2026-01-01T00:00:00Z"}"""));
      topics.record(
          "dead-letters.topic",
          "late in 0.1.0",
          utf8(
              """
              {"topic":"cut-reviews","partition":0,"offset":98,"stage":"window","reason":"late",
               "error":"e","payloadBytes":0,"timestamp":"2026-01-01T00:00:00Z"}"""));
      topics.record("dead-letters.topic", "else", utf8("hello"));
      topics.flush();
      JobConfig bounded = topics.config(Map.of("reviews.bounded", "true"));
      JobEnvironment.startLocally(bounded, null).getJobExecutionResult().get();
      topics.awaitMarkers();

      CommandOutput byReason =
          CommandOutput.of(topics.options("redrive", "--reason=late,bad-stamp", "--dry-run"));
      assertThat(byReason.code()).as("late ones were asked for").isEqualTo(3);
      assertThat(byReason.out()).contains("no letter    of bad-stamp");

      CommandOutput byId = CommandOutput.of(topics.options("redrive", "--id=0:99"));
      assertThat(byId.code()).as(byId.toString()).isZero();
      assertThat(byId.figure("sent")).isEqualTo(1);

      assertTheLaterOfTwoEndsTheOther(bounded);

      CommandOutput all = CommandOutput.of(topics.options("redrive"));
      assertThat(all.code()).as(all.toString()).isEqualTo(3);
      assertThat(all.figure("dead letters")).isEqualTo(4);
      assertThat(all.figure("unreadable")).isEqualTo(1);
      assertThat(all.figure("sent before")).isEqualTo(1);
      assertThat(all.out())
          .containsPattern("refused +1  late: scored before")
          .containsPattern("refused +1  not whole any more");
      assertThat(all.figure("sent")).isEqualTo(1);
      Map<String, String> sent = new HashMap<>();
      topics.forEach(
          "cut-reviews",
          record -> {
            if (record.headers().lastHeader(ATTEMPTS) != null) {
              sent.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
            }
          });
      assertThat(sent).isEqualTo(Map.of("small", "x", "of 0.1.0", "no"));
    }
  }

  private static void assertTheLaterOfTwoEndsTheOther(JobConfig config) throws Exception {
    Selection all = new Selection(Set.of(), 0, Long.MAX_VALUE, Set.of(), 3);
    try (Sender first = Sender.open(config)) {
      Backlog backlog = Backlog.of(config, all, line -> {});
      Sender.open(config).close();
      assertThatThrownBy(() -> first.send(backlog, 100, sent -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("another redrive for job cut has begun");
    }
  }

  private static void limitRecords(String topic, int bytes) throws Exception {
    var limit =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(limit)))
          .all()
          .get();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
