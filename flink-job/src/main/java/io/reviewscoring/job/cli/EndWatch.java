package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CheckpointedReviews;
import io.reviewscoring.job.kafka.OpenTransactions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches, while a bounded run works, for open transactions on the reviews that keep it from its
 * end: says which, and ends the run where they last longer than {@code reviews.wait}. Thread-safe.
 */
final class EndWatch implements AutoCloseable {
  private static final long RETRY_MILLIS = 1_000;

  private final JobConfig config;
  private final Map<Integer, Long> ends;
  private volatile List<String> hidden = List.of();
  private volatile @Nullable Thread thread;

  private EndWatch(JobConfig config, Map<Integer, Long> ends) {
    this.config = config;
    this.ends = ends;
  }

  /**
   * Finds where a run ends.
   *
   * @param checkpoint that it goes on from; null to begin anew
   * @throws ConfigurationException if there is no topic of reviews
   * @throws IOException if brokers or checkpoint can't be asked
   */
  static EndWatch of(JobConfig config, @Nullable String checkpoint)
      throws IOException, ConfigurationException {
    if (!config.reviewsBounded()) {
      return new EndWatch(config, Map.of());
    }
    return new EndWatch(
        config,
        checkpoint == null
            ? new OpenTransactions(config, line -> {}).presentEnds()
            : new CheckpointedReviews(config.reviewsTopic()).ends(checkpoint));
  }

  /** Exclusive, by partition; empty for a run without an end. */
  Map<Integer, Long> ends() {
    return ends;
  }

  /**
   * Begins to watch.
   *
   * @param say takes a line for the user
   * @param end ends the run; called once at most
   */
  void start(Consumer<String> say, Runnable end) {
    if (ends.isEmpty()) {
      return;
    }
    Thread watching = new Thread(() -> watch(say, end), "end-watch");
    watching.setDaemon(true);
    thread = watching;
    watching.start();
  }

  private void watch(Consumer<String> say, Runnable end) {
    try {
      hidden = hidden(say);
      if (!hidden.isEmpty()) {
        end.run();
      }
    } catch (InterruptedException e) {
      // It is closed.
    }
  }

  private List<String> hidden(Consumer<String> say) throws InterruptedException {
    while (true) {
      try {
        return new OpenTransactions(config, say).await(ends);
      } catch (IOException e) {
        Thread.sleep(RETRY_MILLIS); // the job waits for the brokers, too
      }
    }
  }

  /** What was still hidden when the run was ended for it, a line each; empty if it was not. */
  List<String> hidden() {
    return hidden;
  }

  @Override
  public void close() {
    Thread watching = thread;
    if (watching != null) {
      watching.interrupt();
    }
  }
}
