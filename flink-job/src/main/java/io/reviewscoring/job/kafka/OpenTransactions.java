package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits for the open transactions of others on a topic: what comes after the first record of one is
 * hidden from readers of committed records until it ends. Not thread-safe.
 */
public final class OpenTransactions {
  private static final long POLL_MILLIS = 500;

  /** A transaction that ends within so many polls is not worth a line. */
  private static final int SILENT_POLLS = 2;

  private final JobConfig config;
  private final String name;
  private final Duration patience;
  private final Consumer<String> say;

  /** On the reviews' topic, for as long as the configuration lets it. */
  public OpenTransactions(JobConfig config, Consumer<String> say) {
    this(config, config.reviewsTopic(), config.reviewsWait(), say);
  }

  /**
   * @param name the topic's
   * @param patience how long to wait at most
   * @param say takes a line for the user each time that what is waited for changes
   */
  public OpenTransactions(JobConfig config, String name, Duration patience, Consumer<String> say) {
    this.config = config;
    this.name = name;
    this.patience = patience;
    this.say = say;
  }

  /**
   * Where the topic's partitions end now, committed or not.
   *
   * @throws ConfigurationException if there is no such topic
   * @throws IOException if the brokers can't be asked
   */
  public Map<Integer, Long> presentEnds() throws IOException, ConfigurationException {
    Map<Integer, Long> ends = new HashMap<>();
    try (TopicEnds topic = new TopicEnds(config, name)) {
      topic
          .ends(topic.partitions())
          .forEach((partition, end) -> ends.put(partition.partition(), end));
    }
    return ends;
  }

  /**
   * Waits until no record before certain ends is hidden.
   *
   * @param ends exclusive, by partition
   * @return what is still hidden after all the waiting, a line each; empty if nothing is
   * @throws IOException if the brokers can't be asked
   * @throws InterruptedException if the thread is
   */
  public List<String> await(Map<Integer, Long> ends) throws IOException, InterruptedException {
    try (TopicEnds topic = new TopicEnds(config, name)) {
      Map<TopicPartition, Long> wanted = new HashMap<>();
      ends.forEach((partition, end) -> wanted.put(topic.partition(partition), end));
      return await(topic, wanted).stream().map(HiddenRecords::words).toList();
    }
  }

  List<HiddenRecords> await(TopicEnds topic, Map<TopicPartition, Long> ends)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<TopicPartition, Long> said = Map.of();
    for (int polls = 0; ; polls++) {
      Map<TopicPartition, Long> hidden = hidden(topic, ends);
      boolean over = System.nanoTime() - deadline >= 0;
      boolean waited = over ? polls > 0 && said.isEmpty() : polls >= SILENT_POLLS;
      if (waited && !hidden.isEmpty() && !hidden.equals(said)) {
        said = hidden;
        say(described(topic, hidden, ends));
      }
      if (over || hidden.isEmpty()) {
        return described(topic, hidden, ends);
      }
      Thread.sleep(Math.min(POLL_MILLIS, Math.max(1, patience.toMillis())));
    }
  }

  /** Of each partition with hidden records the offset of the first. */
  private static Map<TopicPartition, Long> hidden(TopicEnds topic, Map<TopicPartition, Long> ends)
      throws IOException {
    Map<TopicPartition, Long> hidden = new HashMap<>();
    if (!ends.isEmpty()) {
      topic
          .committedEnds(ends.keySet())
          .forEach(
              (partition, committed) -> {
                if (committed < ends.getOrDefault(partition, 0L)) {
                  hidden.put(partition, committed);
                }
              });
    }
    return hidden;
  }

  private static List<HiddenRecords> described(
      TopicEnds topic, Map<TopicPartition, Long> hidden, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    TransactionWords words = new TransactionWords(topic.admin());
    List<HiddenRecords> described = new ArrayList<>();
    for (Map.Entry<TopicPartition, Long> each : hidden.entrySet()) {
      TopicPartition partition = each.getKey();
      described.add(
          new HiddenRecords(
              partition.topic(),
              partition.partition(),
              each.getValue(),
              ends.getOrDefault(partition, each.getValue()),
              words.of(partition)));
    }
    described.sort(Comparator.comparingInt(HiddenRecords::partition));
    return described;
  }

  private void say(List<HiddenRecords> hidden) {
    int more = hidden.size() - 1;
    say.accept(
        "waits for    "
            + hidden.get(0).words()
            + (more > 0 ? ", and " + more + " partitions more" : "")
            + "; for "
            + patience.toString().substring(2).toLowerCase(Locale.ROOT)
            + " at most (--reviews.wait)");
  }
}
