package io.reviewscoring.job.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** What options ask of each other. */
final class Consistency {
  /** A job that fails needs about this long until its transactions can be committed. */
  private static final Duration RESTART = Duration.ofMinutes(1);

  /** JSON may take six bytes for a character, and Kafka takes 1 MiB for a record. */
  private static final int MAX_CHARS_IN_OUTPUT = 150_000;

  private Consistency() {}

  static void check(JobConfig config) throws ConfigurationException {
    checkTopics(config);
    positive(JobOptions.WINDOW_SIZE, config.windowSize());
    positive(JobOptions.WINDOW_EARLY_INTERVAL, config.windowEarlyInterval());
    positive(JobOptions.REPEAT_HORIZON, config.repeatHorizon());
    positive(JobOptions.IDLE_TIMEOUT, config.idleTimeout());
    positive(JobOptions.TICK_INTERVAL, config.tickInterval());
    positive(JobOptions.MODEL_RETRY_INTERVAL, config.modelRetryInterval());
    positive(JobOptions.MODEL_LOAD_TIMEOUT, config.modelLoadTimeout());
    positive(JobOptions.CHECKPOINT_INTERVAL, config.checkpointInterval());
    positive(JobOptions.TRANSACTION_TIMEOUT, config.transactionTimeout());
    require(config.modelMaxBytes() > 0, "--model.max-bytes: must be above 0");
    require(
        config.swapLead().compareTo(config.tickInterval()) > 0,
        "--swap.lead must be longer than --tick.interval: ticks have to stay ahead of the clock");
    require(
        !config.outputIncludeText() || config.reviewMaxChars() <= MAX_CHARS_IN_OUTPUT,
        "--review.max-chars must be at most "
            + MAX_CHARS_IN_OUTPUT
            + " with --output.include-text: Kafka takes no larger events");
    boolean exactlyOnce = config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE;
    Duration commit = config.checkpointInterval().plus(RESTART);
    require(
        !exactlyOnce || config.transactionTimeout().compareTo(commit) >= 0,
        "--transaction.timeout must exceed --checkpoint.interval by a minute at least: results are"
            + " lost when a restart takes longer than it");
  }

  private static void checkTopics(JobConfig config) throws ConfigurationException {
    Map<String, String> options = new HashMap<>();
    record Topic(Option<String> option, String name) {}
    for (Topic topic :
        List.of(
            new Topic(JobOptions.REVIEWS_TOPIC, config.reviewsTopic()),
            new Topic(JobOptions.SENTIMENT_TOPIC, config.sentimentTopic()),
            new Topic(JobOptions.AGGREGATES_TOPIC, config.aggregatesTopic()),
            new Topic(JobOptions.DEAD_LETTERS_TOPIC, config.deadLettersTopic()),
            new Topic(JobOptions.CONTROL_TOPIC, config.controlTopic()),
            new Topic(JobOptions.STATUS_TOPIC, config.statusTopic()))) {
      String other = options.put(topic.name(), topic.option().name());
      require(
          other == null, "--" + topic.option().name() + " and --" + other + " are the same topic");
    }
  }

  private static void positive(Option<Duration> option, Duration value)
      throws ConfigurationException {
    require(!value.isZero(), "--" + option.name() + ": must be above 0");
  }

  private static void require(boolean holds, String message) throws ConfigurationException {
    if (!holds) {
      throw new ConfigurationException(message);
    }
  }
}
