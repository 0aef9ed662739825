package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.RunHeader;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The topics that a backfill writes, and what of a run is committed there. */
final class OutputTopics {

  /** How many of a run's records a read-committed consumer gets. */
  record Committed(long events, long aggregates, long deadLetters) {
    boolean isNone() {
      return events == 0 && aggregates == 0 && deadLetters == 0;
    }

    /** Whether nothing of a finished run's output is missing. */
    boolean isAllOf(Tally sum) {
      return events >= sum.scored()
          && aggregates >= sum.aggregates
          && deadLetters >= sum.deadLetters;
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
    for (String topic :
        List.of(config.sentimentTopic(), config.aggregatesTopic(), config.deadLettersTopic())) {
      ends.put(topic, records.ends(topic));
    }
    return ends;
  }

  /** What is committed of a run. */
  Committed committed(RunRecord run) throws IOException {
    return new Committed(
        count(config.sentimentTopic(), run),
        count(config.aggregatesTopic(), run),
        count(config.deadLettersTopic(), run));
  }

  /** What is committed of a run anywhere in the topics, as far as they are there. */
  Committed committedOf(String runId) throws IOException {
    return new Committed(
        countAll(config.sentimentTopic(), runId),
        countAll(config.aggregatesTopic(), runId),
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
