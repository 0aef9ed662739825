package io.reviewscoring.job.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.ReviewSpan;
import io.reviewscoring.job.kafka.RunHeader;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a run that has ended finds what it wrote, beside others that write to its topics. */
@SuppressWarnings("NullAway.Init")
class OutputTopicsIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  private JobConfig config;
  private OutputTopics outputs;
  private RunRecord run;
  private KafkaProducer<byte[], byte[]> runs;
  private KafkaProducer<byte[], byte[]> anothers;

  /** Another's transaction is open on the topic of events, and one event of the run behind it. */
  @BeforeEach
  void anEventOfTheRunThatAnotherHides(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    config =
        JobConfig.parse(
            "--bootstrap.servers=" + broker.bootstrapServers(),
            "--sentiment.topic=" + name + "-sentiment",
            "--aggregates.topic=" + name + "-aggregates",
            "--comparison.topic=" + name + "-comparison",
            "--dead-letters.topic=" + name + "-dead-letters",
            "--reviews.wait=" + (name.startsWith("whatStays") ? "1s" : "1min"));
    outputs = new OutputTopics(config);
    assertThat(outputs.create(1)).hasSize(4);
    run =
        new RunRecord(
            "k",
            Map.of(),
            EventTimeRange.ALL,
            new ReviewSpan(List.of(), List.of()),
            List.of(),
            outputs.ends(),
            true);
    Properties transactional = ClientSettings.producer(broker.bootstrapServers(), Map.of());
    transactional.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    anothers = new KafkaProducer<>(transactional);
    anothers.initTransactions();
    anothers.beginTransaction();
    send(anothers, "another");
    runs = new KafkaProducer<>(ClientSettings.producer(broker.bootstrapServers(), Map.of()));
    send(runs, "k");
  }

  @AfterEach
  void close() {
    anothers.close();
    runs.close();
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String runId) throws Exception {
    var event = new ProducerRecord<byte[], byte[]>(config.sentimentTopic(), "{}".getBytes(UTF_8));
    event.headers().add(RunHeader.NAME, RunHeader.value(runId));
    producer.send(event).get();
  }

  private static Tally oneEvent() {
    Tally tally = new Tally();
    tally.events.put("m1", 1L);
    return tally;
  }

  @Test
  void whatAnothersOpenTransactionHidesIsWaitedForAndNotTakenForLost() throws Exception {
    List<String> said = new ArrayList<>();

    outputs.check(
        run,
        oneEvent(),
        line -> {
          said.add(line);
          anothers.abortTransaction();
        });

    assertThat(said).singleElement().asString().contains("hidden from offset 0 to 2");
  }

  @Test
  void whatStaysHiddenIsNamed() {
    assertThatThrownBy(() -> outputs.check(run, oneEvent(), line -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not all that run k wrote is to be seen yet: partition 0 of")
        .hasMessageContaining("looks again");
  }

  @Test
  void whatWasWrittenTwiceIsNoSuccess() throws Exception {
    anothers.abortTransaction();
    send(runs, "k");

    assertThatThrownBy(() -> outputs.check(run, oneEvent(), line -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another process ran it at the same time");
  }
}
