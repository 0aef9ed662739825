package io.reviewscoring.sample;

import io.reviewscoring.job.cli.BrokerOptions;
import io.reviewscoring.job.cli.HelpOption;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Sample reviews to the user's own Kafka: {@code feed}. */
@Command(
    name = "feed",
    sortOptions = false,
    description = {
      "Sends sample reviews, some of them broken, repeated, edited or late. Until Ctrl-C.",
      ""
    },
    footer = {
      "",
      "They are written in the form that reviews.form and the options beside it describe.",
      "--config=FILE takes the brokers and topics from the job's own properties file;",
      "--kafka.NAME=VALUE passes Kafka client settings (TLS, SASL)."
    })
public final class FeedCommand implements Callable<Integer> {
  private static final int MAX_RATE = 1000;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BrokerOptions brokers = new BrokerOptions("reviews.", "review.", "timestamp.");

  @Option(
      names = {"--reviews-topic", "--reviews.topic"},
      paramLabel = "TOPIC",
      description = "Where to send them. Default: reviews.")
  private String reviewsTopic = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "4",
      description = "Records a second, up to " + MAX_RATE + " (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(names = "--count", paramLabel = "N", description = "End after so many records.")
  private @Nullable Long count;

  @Unmatched private List<String> further = new ArrayList<>();

  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    if (rate < 1 || rate > MAX_RATE) {
      throw new ConfigurationException("--rate: must be between 1 and " + MAX_RATE);
    }
    if (count != null && count < 1) {
      throw new ConfigurationException("--count: must be 1 or more");
    }
    JobConfig config = brokers.config(further, Map.of("reviews.topic", reviewsTopic));
    SampleForm form = SampleForm.of(config);
    PrintWriter out = spec.commandLine().getOut();
    out.println("asks " + config.bootstrapServers() + " for its topics ...");
    out.flush();
    new Access(config).check(Needs.ofFeed(config));
    if (new Topics(config).isMissing(config.reviewsTopic())) {
      throw new ConfigurationException(
          "missing topic: " + config.reviewsTopic() + " (`run --create-topics` makes it)");
    }
    out.println(
        "sends to "
            + config.reviewsTopic()
            + " at "
            + config.bootstrapServers()
            + ", "
            + rate
            + " a second"
            + (count == null ? "; Ctrl-C stops it" : ""));
    out.flush();
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(stopping, ended), "feed-end");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      long sent = send(config, form, stopping);
      out.println("sent " + sent + " records");
      out.flush();
    } finally {
      ended.countDown();
      if (stopping.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(stop);
      }
    }
    return 0;
  }

  /**
   * Sends until the latch opens or all are sent.
   *
   * @return how many the brokers have
   */
  private long send(JobConfig config, SampleForm form, CountDownLatch stopping) throws IOException {
    // Else what an earlier start sent would be edited.
    String start = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    SampleFeed feed = new SampleFeed(form, Samples.read(), start);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long sent = 0;
    var settings = ClientSettings.producer(config.bootstrapServers(), config.kafkaProperties());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      int partitions = producer.partitionsFor(config.reviewsTopic()).size();
      long begin = System.nanoTime();
      boolean stopped = false;
      while (!stopped && failure.get() == null && (count == null || sent < count)) {
        // In turn: without a key the producer would fill one partition at a time.
        int partition = (int) (sent % partitions);
        SampleRecord record = feed.next(Instant.now());
        var unused =
            producer.send(
                new ProducerRecord<>(
                    config.reviewsTopic(),
                    partition,
                    record.timestamp(),
                    record.key(),
                    record.value()),
                (metadata, thrown) -> failure.compareAndSet(null, thrown));
        sent++;
        long due = begin + sent * TimeUnit.SECONDS.toNanos(1) / rate;
        stopped = stopping.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      if (failure.get() == null) {
        producer.flush();
      } else {
        producer.close(Duration.ZERO); // the others would take as long again
      }
    } catch (KafkaException | InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
    Exception thrown = failure.get();
    if (thrown != null) {
      throw KafkaFailure.of(config.bootstrapServers(), thrown);
    }
    return sent;
  }

  /** Waits until what is on its way is sent, or the process would end before. */
  private static void stop(CountDownLatch stopping, CountDownLatch ended) {
    stopping.countDown();
    try {
      if (!ended.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("feed: not all records were sent in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For a container, where two jars are all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new FeedCommand(), args);
  }
}
