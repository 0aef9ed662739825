package io.reviewscoring.bench.job;

import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** How long a review takes through the job that has half of what it can do to do. */
public final class LatencyBench {
  private static final long AROUND_SWAP_MILLIS = 5_000;

  /** How much sooner than it must be the swap is announced. */
  private static final Duration SPARE = Duration.ofSeconds(3);

  private static final int TEXTS = 4_096;
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(1);

  private final JobBench jobs;
  private final JobPace pace;
  private final Console console;
  private final ReviewRecords records;
  private final ModelBundle second;
  private int runs;

  /**
   * @param jobs gives the broker and the first model
   * @param second the model that takes over
   */
  public LatencyBench(JobBench jobs, ModelBundle second, JobPace pace, Console console) {
    this.jobs = jobs;
    this.second = second;
    this.pace = pace;
    this.console = console;
    this.records = new ReviewRecords(jobs.texts().ofWords(JobBench.FULL, TEXTS));
  }

  /**
   * Measures.
   *
   * @param rate reviews a second
   */
  public LatencyResult run(double rate) throws Exception {
    List<LatencyFigure> figures = new ArrayList<>();
    figures.addAll(
        measured("at-least-once, checkpoints 1 s", JobBench.AT_LEAST_ONCE, 1, rate, true, null));
    figures.addAll(
        measured("exactly-once, checkpoints 1 s", JobBench.EXACTLY_ONCE, 1, rate, false, null));
    if (pace.whole()) {
      figures.addAll(
          measured("exactly-once, checkpoints 10 s", JobBench.EXACTLY_ONCE, 10, rate, false, null));
    }
    return new LatencyResult(rate, figures);
  }

  /**
   * Measures one kind of job without a swap, at-least-once.
   *
   * @param shadow stands in the control topic when the job starts; null for none
   */
  LatencyFigure steady(String title, double rate, @Nullable ModelCommand shadow) throws Exception {
    return measured(title, JobBench.AT_LEAST_ONCE, 1, rate, false, shadow).get(0);
  }

  private List<LatencyFigure> measured(
      String title,
      String delivery,
      int checkpointSeconds,
      double rate,
      boolean swaps,
      @Nullable ModelCommand shadow)
      throws Exception {
    console.progress("latency: %s, %s reviews/s".formatted(title, Figures.count(rate)));
    BenchTopics topics = jobs.topics();
    String name = "latency-" + ++runs;
    JobConfig config =
        topics.config(
            name,
            name + "-reviews",
            Map.of(
                "delivery.guarantee",
                delivery,
                "checkpoint.interval",
                checkpointSeconds + "s",
                "swap.lead",
                pace.swapLead().toMillis() + "ms"));
    topics.create(config);
    if (shadow != null) {
      topics.command(config, shadow);
    }
    topics.stampOnAppend(List.of(config.reviewsTopic(), config.sentimentTopic()));
    Duration noted = swaps || checkpointSeconds > 1 ? pace.latency() : pace.latency().dividedBy(2);
    Duration whole = pace.latencyWarmUp().plus(noted);
    LatencyNotes notes = new LatencyNotes((int) (rate * whole.toMillis() / 1_000) + 1);
    try (KafkaProducer<byte[], byte[]> producer = topics.producer();
        KafkaConsumer<byte[], byte[]> events = topics.consumer(config.sentimentTopic());
        MeasuredJob job = MeasuredJob.start(config, JobEngine.own(), jobs.bundle());
        Follower follower = new Follower(events, notes, second.manifest().modelVersion())) {
      awaitModel(topics, config, job);
      Swap swap = swaps ? swap(noted) : null;
      long start = System.currentTimeMillis();
      int sent = feed(producer, config, notes, rate, whole, swap, job);
      long counted = start + pace.latencyWarmUp().toMillis();
      awaitEvents(notes, sent, job);
      if (swap == null) {
        return List.of(notes.figure(title, at -> at >= counted));
      }
      if (!follower.sawSecond()) {
        throw new IllegalStateException("the second model did not take over");
      }
      long instant = swap.instant();
      long around = Math.min(AROUND_SWAP_MILLIS, noted.toMillis() / 4);
      return List.of(
          notes.figure(title, at -> at >= counted && Math.abs(at - instant) > around),
          notes.figure(
              title + ", %d s around a swap".formatted(2 * around / 1_000),
              at -> at >= counted && Math.abs(at - instant) <= around));
    } finally {
      topics.delete(config);
    }
  }

  /**
   * What announces the second model.
   *
   * @param announced when, epoch milliseconds
   * @param instant of the model, epoch milliseconds; the command says it too
   */
  private record Swap(long announced, long instant, ModelCommand command) {}

  /**
   * In the middle of what is noted, in a short run as soon as it can be. The bundle is written
   * here: while the stream is fed, that would hold the reviews up and then let them go in a burst.
   */
  private Swap swap(Duration noted) throws IOException {
    Path file = jobs.bundle().resolveSibling("second.zip");
    BundleWriter.write(second, file);
    String sha256 = Sha256.hex(Files.readAllBytes(file));
    long now = System.currentTimeMillis();
    long instant = now + pace.latencyWarmUp().toMillis() + noted.toMillis() / 2;
    ModelCommand command =
        new ModelCommand(
            second.manifest().modelVersion(),
            Location.uri(file),
            sha256,
            Instant.ofEpochMilli(instant).toString());
    long announced = Math.max(now, instant - pace.swapLead().plus(SPARE).toMillis());
    return new Swap(announced, instant, command);
  }

  private int feed(
      KafkaProducer<byte[], byte[]> producer,
      JobConfig config,
      LatencyNotes notes,
      double rate,
      Duration whole,
      @Nullable Swap swap,
      MeasuredJob job)
      throws Exception {
    long start = System.nanoTime();
    int all = (int) (rate * whole.toMillis() / 1_000);
    int sent = 0;
    boolean announced = false;
    while (sent < all) {
      long now = System.currentTimeMillis();
      if (swap != null && !announced && now >= swap.announced()) {
        announced = true;
        BenchTopics.announce(producer, config, swap.command());
      }
      int due = (int) Math.min(all, (System.nanoTime() - start) / 1e9 * rate);
      for (; sent < due; sent++) {
        int review = sent;
        var unused =
            producer.send(
                new ProducerRecord<>(
                    config.reviewsTopic(),
                    review % BenchTopics.PARTITIONS,
                    ReviewRecords.id(review),
                    records.json(review, now)),
                (metadata, failure) -> {
                  if (failure == null) {
                    notes.appended(review, metadata.timestamp());
                  }
                });
      }
      job.check();
      LockSupport.parkNanos(500_000);
    }
    producer.flush();
    return sent;
  }

  private static void awaitModel(BenchTopics topics, JobConfig config, MeasuredJob job)
      throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (KafkaConsumer<byte[], byte[]> status = topics.consumer(config.statusTopic())) {
      while (status.poll(Duration.ofMillis(200)).isEmpty()) {
        job.check();
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the job decided on no model in " + START_LIMIT);
        }
      }
    }
  }

  private static void awaitEvents(LatencyNotes notes, int sent, MeasuredJob job)
      throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!notes.complete(sent)) {
      job.check();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not all events came in " + DRAIN_LIMIT);
      }
      Thread.sleep(100);
    }
  }

  /** Notes the events, on a thread of its own. */
  private static final class Follower implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> events;
    private final LatencyNotes notes;
    private final String second;
    private final Thread thread = new Thread(this::follow, "latency-follower");
    private volatile boolean stopped;
    private volatile boolean sawSecond;

    Follower(KafkaConsumer<byte[], byte[]> events, LatencyNotes notes, String second) {
      this.events = events;
      this.notes = notes;
      this.second = "\"modelVersion\":\"" + second + "\"";
      thread.setDaemon(true);
      thread.start();
    }

    boolean sawSecond() {
      return sawSecond;
    }

    private void follow() {
      while (!stopped) {
        var polled = events.poll(Duration.ofMillis(100));
        long now = System.currentTimeMillis();
        for (ConsumerRecord<byte[], byte[]> event : polled) {
          int review = ReviewRecords.number(event.key());
          notes.event(review, event.timestamp(), now);
          if (!sawSecond && review % 16 == 0) {
            sawSecond = new String(event.value(), StandardCharsets.UTF_8).contains(second);
          }
        }
      }
    }

    @Override
    public void close() {
      stopped = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
