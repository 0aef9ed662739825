package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.sample.Sample;
import io.reviewscoring.sample.SampleFeed;
import io.reviewscoring.sample.Samples;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The samples as a stream that a person can follow, with a change of the model on the way. */
final class StreamRun {
  private static final Duration SWAP_AFTER = Duration.ofSeconds(25);
  private static final Duration AHEAD = Duration.ofSeconds(8);
  private static final Duration TABLE_EVERY = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final int DIFFERENCES = 6;

  private final JobConfig config;
  private final DemoTopics topics;
  private final DemoView view;
  private final Tally tally = new Tally();
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile @Nullable String refusal;

  StreamRun(JobConfig config, DemoView view) {
    this.config = config;
    this.topics = new DemoTopics(config);
    this.view = view;
  }

  /**
   * Runs on a broker that is up.
   *
   * @param first in force at the beginning
   * @param second takes over
   * @param perSecond records a second
   */
  void run(Activation first, Activation second, Duration length, int perSecond, Cleanup cleanup)
      throws DemoException, IOException {
    topics.create();
    KafkaProducer<byte[], byte[]> producer = cleanup.add(topics.producer());
    first.publish(producer, config.controlTopic(), null);
    cleanup.add(new OutputWatch(config, receivers(first, second)));
    view.say("Starting Flink and the job ...");
    DemoJob job = cleanup.add(DemoJob.start(config));
    awaitFirstModel(job);
    view.announce("Reviews are flowing; each line is an event that Kafka has committed");
    feed(producer, job, first, second, length, perSecond);
    awaitQuiet(job);
    view.aggregates();
    view.announce("Summary");
    view.say(tally.summary(records()).stripTrailing());
  }

  /** Not those alone that were sent here: somebody may have fed the topic besides. */
  private long records() throws DemoException {
    try (Admin admin = topics.admin()) {
      return topics.size(admin, config.reviewsTopic());
    }
  }

  private Map<String, Consumer<JsonNode>> receivers(Activation first, Activation second) {
    return Map.of(
        config.sentimentTopic(),
        event -> {
          tally.event(event);
          view.event(event);
        },
        config.deadLettersTopic(),
        letter -> {
          tally.deadLetter(letter);
          view.deadLetter(letter);
        },
        config.aggregatesTopic(),
        aggregate -> {
          tally.aggregate(aggregate);
          view.aggregate(aggregate);
        },
        config.statusTopic(),
        status -> {
          try {
            Stream.of(first, second)
                .flatMap(model -> model.refusal(status).stream())
                .forEach(reason -> refusal = reason);
            view.status(status);
          } finally {
            decided.countDown(); // what can't be shown is not to be waited for
          }
        });
  }

  private void awaitFirstModel(DemoJob job) throws DemoException {
    Instant limit = Instant.now().plus(START_LIMIT);
    try {
      while (!decided.await(200, TimeUnit.MILLISECONDS)) {
        job.awaitEnd(1);
        if (Instant.now().isAfter(limit)) {
          throw new DemoException(DemoException.FAILURE, "the job decided on no model in time");
        }
      }
      checkAccepted();
    } catch (InterruptedException e) {
      throw DemoTopics.interrupted();
    }
  }

  private void feed(
      KafkaProducer<byte[], byte[]> producer,
      DemoJob job,
      Activation first,
      Activation second,
      Duration length,
      int perSecond)
      throws DemoException {
    List<Sample> samples = Samples.read();
    SampleFeed feed = new SampleFeed(samples);
    Instant begin = Instant.now();
    Instant end = begin.plus(length);
    Instant swap = begin.plus(SWAP_AFTER);
    Instant inForce = swap.plus(AHEAD);
    long sent = 0;
    boolean swapped = false;
    boolean compared = false;
    Instant table = begin.plus(TABLE_EVERY);
    for (Instant now = begin; now.isBefore(end); now = Instant.now()) {
      if (!swapped && !now.isBefore(swap)) {
        swapped = true;
        view.announce(
            "Announcing "
                + second.version()
                + " in place of "
                + first.version()
                + ", in force "
                + AHEAD.toSeconds()
                + " s from now");
        inForce = now.plus(AHEAD);
        second.publish(producer, config.controlTopic(), inForce);
      }
      if (!compared && !now.isBefore(inForce.plus(QUIET))) {
        compared = true;
        compare(first, second, samples);
      }
      if (!now.isBefore(table)) {
        table = table.plus(TABLE_EVERY);
        view.aggregates();
      }
      byte[] value = feed.next(now).value();
      int partition = (int) (sent++ % DemoTopics.PARTITIONS);
      var unused =
          producer.send(new ProducerRecord<>(config.reviewsTopic(), partition, null, value));
      Duration wait =
          Duration.between(Instant.now(), begin.plusNanos(sent * 1_000_000_000L / perSecond));
      if (job.awaitEnd(Math.max(1, wait.toMillis()))) {
        throw new DemoException(DemoException.FAILURE, "the job has ended");
      }
      checkAccepted();
    }
    producer.flush();
  }

  private void compare(Activation first, Activation second, List<Sample> samples) {
    view.announce(
        "Reviews that " + first.version() + " and " + second.version() + " score differently");
    view.differences(ModelComparison.largest(first, second, samples, DIFFERENCES));
  }

  /** Waits until no more answers come for what was sent. */
  private void awaitQuiet(DemoJob job) throws DemoException {
    long answered = -1;
    while (tally.answered() != answered) {
      answered = tally.answered();
      job.awaitEnd(QUIET.toMillis());
    }
    checkAccepted();
  }

  private void checkAccepted() throws DemoException {
    String reason = refusal;
    if (reason != null) {
      throw new DemoException(DemoException.FAILURE, reason);
    }
  }
}
