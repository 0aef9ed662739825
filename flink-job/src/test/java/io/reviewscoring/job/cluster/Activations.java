package io.reviewscoring.job.cluster;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TinyBundles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Activates models one after the other while a job runs: ahead, late, and earlier ones again. */
final class Activations implements AutoCloseable {
  private static final Duration AHEAD = Duration.ofSeconds(8);
  private static final Duration LATE = Duration.ofMinutes(1);

  private final JobTopics topics;
  private final List<TinyBundles.Written> models;
  private final Duration every;
  private final Random random;
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "activations");

  Activations(JobTopics topics, List<TinyBundles.Written> models, Duration every, long seed) {
    this.topics = topics;
    this.models = models;
    this.every = every;
    this.random = new Random(seed);
  }

  void start() {
    thread.start();
  }

  /** How many commands were sent; what became of them is not known here. */
  int count() {
    return count.get();
  }

  private void run() {
    TinyBundles.Written inForce = models.get(0);
    for (int i = 1; waited(); i++) {
      TinyBundles.Written next = i < models.size() ? models.get(i) : other(inForce);
      switch (random.nextInt(3)) {
        case 0 -> topics.activate(next, Instant.now().plus(AHEAD).toString());
        case 1 -> topics.activate(next, Instant.now().minus(LATE).toString());
        default -> topics.activate(next, null);
      }
      inForce = next;
      count.incrementAndGet();
    }
  }

  /** Until the next one is due; whether it still is. */
  private boolean waited() {
    try {
      return !stopped.await(every.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Back to an earlier one. */
  private TinyBundles.Written other(TinyBundles.Written inForce) {
    List<TinyBundles.Written> others =
        models.stream().filter(model -> !model.sha256().equals(inForce.sha256())).toList();
    return others.get(random.nextInt(others.size()));
  }

  /** No more from now on; the last one is sent when this returns. */
  void stop() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
