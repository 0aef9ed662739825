package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.graph.Sinks;
import io.reviewscoring.job.kafka.KafkaEndpoints;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that can't keep up. */
class BackPressureIT {
  private static final int REVIEWS = 15_000;

  /** What fits between source and sink: network buffers, and no more. */
  private static final int ON_THE_WAY = 5_000;

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static volatile long delayMillis = 10;
  private static final Queue<String> WRITTEN = new ConcurrentLinkedQueue<>();

  @TempDir Path directory;

  @Test
  void aSlowSinkSlowsTheSourceAndNothingElse() throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, "slow", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobConfig config = topics.config(Map.of("checkpoint.interval", "1s"));
      InMemoryReporter metrics = InMemoryReporter.create();
      JobClient job = start(config, metrics);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      // Not sooner: what comes before the first model is held, and meets the sink all at once.
      long start = System.currentTimeMillis();
      String text = "a very good film with a dull plot ".repeat(15);
      for (int i = 0; i < REVIEWS; i++) {
        topics.review("r" + i, "p" + i % 5, start + i, text + i);
      }
      topics.flush();

      // While the sink is behind, swaps are decided and told, and aggregates are committed.
      topics.activate(TinyBundles.write(directory, "v2", 2), null);
      assertThat(topics.awaitStatuses(ModelStatus.State.ACCEPTED, 2)).hasSize(2);
      assertThat(topics.await("slow-aggregates", all -> !all.isEmpty())).isNotEmpty();
      assertThat(WRITTEN.size()).as("written by then").isLessThan(REVIEWS - ON_THE_WAY);
      assertThat(parsed(metrics, job) - WRITTEN.size()).isBetween(1L, (long) ON_THE_WAY);

      delayMillis = 0;
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (WRITTEN.size() < REVIEWS && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      JobTopics.kill(job);
      assertThat(WRITTEN)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, REVIEWS).mapToObj(i -> "r" + i).toList());
    }
  }

  private static JobClient start(JobConfig config, InMemoryReporter metrics) throws Exception {
    Configuration settings = metrics.addToConfiguration(JobEnvironment.settings(config));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.parallelism(), settings);
    KafkaEndpoints kafka = new KafkaEndpoints(config);
    Sinks sinks = kafka.sinks();
    ReviewScoringGraph.define(
        env,
        config,
        kafka.sources(),
        new Sinks(
            new SlowSink(),
            sinks.aggregates(),
            sinks.comparisons(),
            sinks.deadLetters(),
            sinks.modelStatus()));
    return env.executeAsync(config.jobName());
  }

  private static long parsed(InMemoryReporter metrics, JobClient job) {
    return List.copyOf(metrics.findMetrics(job.getJobID(), "reviewsParsed").values()).stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  /** Less than a hundred records a second until it is told otherwise, kept in memory. */
  private static final class SlowSink implements Sink<SentimentEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<SentimentEvent> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(SentimentEvent event, Context context) throws InterruptedException {
          Thread.sleep(delayMillis);
          WRITTEN.add(event.reviewId());
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
