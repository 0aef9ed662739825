package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.OpenTransactions;
import io.reviewscoring.job.kafka.RunHeader;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The topics that a backfill writes, and what of a run is committed there. */
final class OutputTopics {

  /** How many of a run's records a read-committed consumer gets. */
  record Committed(long events, long aggregates, long comparisons, long deadLetters) {
    boolean isNone() {
      return events == 0 && aggregates == 0 && comparisons == 0 && deadLetters == 0;
    }

    /** Whether it is a finished run's output, each record once. */
    boolean isAllOf(Tally sum) {
      // Of dead letters there are more: reviews that were late for their windows, and scored.
      return events == sum.scored()
          && aggregates == sum.aggregates
          && comparisons == sum.comparisons
          && deadLetters >= sum.deadLetters;
    }

    /** Whether something was written twice. */
    boolean isMoreThan(Tally sum) {
      return events > sum.scored() || aggregates > sum.aggregates || comparisons > sum.comparisons;
    }
  }

  private final JobConfig config;

  OutputTopics(JobConfig config) {
    this.config = config;
  }

  /** Makes those that are missing; gives their names. */
  List<String> create(int partitions) throws IOException {
    return new Topics(config).createOutputs(partitions);
  }

  /** Where each topic's partitions end. */
  Map<String, Map<Integer, Long>> ends() throws IOException {
    CommittedRecords records = new CommittedRecords(config);
    Map<String, Map<Integer, Long>> ends = new TreeMap<>();
    for (String topic : names()) {
      ends.put(topic, records.ends(topic));
    }
    return ends;
  }

  private List<String> names() {
    return Topics.outputs(config);
  }

  /**
   * Looks whether all that a run counted is there to be read, and once. Others may write to the
   * topics: their open transactions, which hide what comes after, are waited for.
   *
   * @param say takes a line for the user while it waits
   * @throws IOException with one line if it is not, or not yet to be seen
   */
  void check(RunRecord run, Tally sum, Consumer<String> say) throws IOException {
    List<String> hidden = new ArrayList<>();
    try {
      for (String topic : names()) {
        var transactions = new OpenTransactions(config, topic, config.reviewsWait(), say);
        hidden.addAll(transactions.await(transactions.presentEnds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
    Committed committed = committed(run);
    if (committed.isMoreThan(sum)) {
      throw new IOException(
          "more was written than run "
              + run.runId()
              + " counted: another process ran it at the same time; take another --run-id");
    }
    if (committed.isAllOf(sum)) {
      return;
    }
    if (!hidden.isEmpty()) {
      throw new IOException(
          "not all that run "
              + run.runId()
              + " wrote is to be seen yet: "
              + hidden.get(0)
              + "; started again with the same options it looks again");
    }
    throw new IOException(
        "not all that run "
            + run.runId()
            + " wrote was committed: the brokers had aborted a part, being down for longer than"
            + " --transaction.timeout; take another --run-id");
  }

  /** What is committed of a run. */
  Committed committed(RunRecord run) throws IOException {
    return new Committed(
        count(config.sentimentTopic(), run),
        count(config.aggregatesTopic(), run),
        count(config.comparisonTopic(), run),
        count(config.deadLettersTopic(), run));
  }

  /** What is committed of a run anywhere in the topics, as far as they are there. */
  Committed committedOf(String runId) throws IOException {
    return new Committed(
        countAll(config.sentimentTopic(), runId),
        countAll(config.aggregatesTopic(), runId),
        countAll(config.comparisonTopic(), runId),
        countAll(config.deadLettersTopic(), runId));
  }

  private long countAll(String topic, String runId) throws IOException {
    return new Topics(config).isMissing(topic) ? 0 : count(topic, Map.of(), runId);
  }

  private long count(String topic, RunRecord run) throws IOException {
    return count(topic, run.outputEnds().getOrDefault(topic, Map.of()), run.runId());
  }

  private long count(String topic, Map<Integer, Long> from, String id) throws IOException {
    byte[] runId = RunHeader.value(id);
    long[] count = {0};
    new CommittedRecords(config)
        .read(
            topic,
            from,
            record -> {
              if (RunHeader.is(runId, record)) {
                count[0]++;
              }
            });
    return count[0];
  }
}
