package io.reviewscoring.job.cli;

import io.reviewscoring.job.comparison.ExperimentSums;
import io.reviewscoring.job.comparison.PairFigures;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.MalformedMessageException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How the models of an experiment differ, summed over the topic of comparisons, in words. */
final class ExperimentFigures {
  private final String experiment;
  private final ExperimentSums sums = new ExperimentSums();

  ExperimentFigures(String experiment) {
    this.experiment = experiment;
  }

  /**
   * Reads the topic as it stands.
   *
   * @throws IOException if the brokers can't be reached
   */
  void read(JobConfig config) throws IOException {
    if (!new Topics(config).isMissing(config.comparisonTopic())) {
      new CommittedRecords(config).read(config.comparisonTopic(), this::add);
    }
  }

  /** Takes the next record of the topic. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    try {
      Comparison comparison = ComparisonJson.comparison(value);
      if (comparison.pair().experiment().equals(experiment)) {
        sums.add(comparison);
      }
    } catch (MalformedMessageException e) {
      // Somebody else wrote to the topic.
    }
  }

  List<String> lines() {
    List<PairFigures> pairs = sums.of(experiment);
    return pairs.isEmpty()
        ? List.of("compared     nothing yet in experiment " + experiment)
        : pairs.stream().flatMap(pair -> PairWords.lines(pair).stream()).toList();
  }
}
