package io.reviewscoring.job.config;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.ReviewForm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** What options ask of each other. */
final class Consistency {
  /**
   * A job that fails needs at most about this long until its transactions can be committed: Flink
   * misses a process that is gone after 50 s, then waits up to 10 s before each try.
   */
  private static final Duration RESTART = Duration.ofMinutes(2);

  private static final Duration SHORTEST_CHECKPOINT = Duration.ofMinutes(1);
  private static final Duration LONGEST_CHECKPOINT =
      CheckpointingOptions.CHECKPOINTING_TIMEOUT.defaultValue();

  /** JSON may take six bytes for a character, and Kafka takes 1 MiB for a record. */
  private static final int MAX_CHARS_IN_OUTPUT = 150_000;

  /** Longer lists nobody reads, and with a text of the largest size Kafka must take the event. */
  private static final int MAX_EVIDENCE_WORDS = 50;

  /** Flink's own limit. */
  private static final int MAX_MAX_PARALLELISM = 1 << 15;

  private Consistency() {}

  static void check(JobConfig config) throws ConfigurationException {
    checkTopics(config);
    checkForm(config);
    require(
        config.modelTrustUnsignedUntil() == null || config.modelTrustedKeys() != null,
        "--model.trust-unsigned-until goes with --model.trusted-keys");
    positive(JobOptions.WINDOW_SIZE, config.windowSize());
    positive(JobOptions.WINDOW_EARLY_INTERVAL, config.windowEarlyInterval());
    positive(JobOptions.REPEAT_HORIZON, config.repeatHorizon());
    positive(JobOptions.IDLE_TIMEOUT, config.idleTimeout());
    positive(JobOptions.TICK_INTERVAL, config.tickInterval());
    positive(JobOptions.MODEL_RETRY_INTERVAL, config.modelRetryInterval());
    positive(JobOptions.MODEL_LOAD_TIMEOUT, config.modelLoadTimeout());
    positive(JobOptions.CHECKPOINT_INTERVAL, config.checkpointInterval());
    positive(JobOptions.TRANSACTION_TIMEOUT, config.transactionTimeout());
    require(
        config.maxParallelism() <= MAX_MAX_PARALLELISM,
        "--max-parallelism must be at most " + MAX_MAX_PARALLELISM);
    require(
        config.parallelism() <= config.maxParallelism(),
        "--parallelism must be at most --max-parallelism, which is " + config.maxParallelism());
    require(config.modelMaxBytes() > 0, "--model.max-bytes: must be above 0");
    require(
        config.swapLead().compareTo(config.tickInterval()) > 0,
        "--swap.lead must be longer than --tick.interval: ticks have to stay ahead of the clock");
    require(
        !config.outputIncludeText() || config.reviewMaxChars() <= MAX_CHARS_IN_OUTPUT,
        "--review.max-chars must be at most "
            + MAX_CHARS_IN_OUTPUT
            + " with --output.include-text: Kafka takes no larger events");
    require(
        config.outputEvidenceWords() <= MAX_EVIDENCE_WORDS,
        "--output.evidence-words must be at most " + MAX_EVIDENCE_WORDS);
    String acks = config.kafkaProperties().getOrDefault("acks", "all");
    require(
        acks.equals("all") || acks.equals("-1"),
        "--kafka.acks must be all: with less, a broker that fails takes results with it");
    if (config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      try {
        checkTransactions(config);
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException("--flink.execution.checkpointing: no duration");
      }
    }
  }

  private static void checkForm(JobConfig config) throws ConfigurationException {
    try {
      ReviewForm unused = config.reviewsForm();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--" + FormOption.PATTERN.text() + ": " + e.getMessage());
    }
  }

  private static void checkTransactions(JobConfig config) throws ConfigurationException {
    Optional<Duration> timeout = flink(config, CheckpointingOptions.CHECKPOINTING_TIMEOUT);
    require(
        time(config).compareTo(timeout.orElse(SHORTEST_CHECKPOINT)) >= 0,
        "--transaction.timeout must exceed --checkpoint.interval"
            + (timeout.isPresent()
                ? " and twice --flink.execution.checkpointing.timeout by 2min"
                : " by 4min")
            + " at least: what a checkpoint and a restart leave uncommitted for longer is lost");
    require(
        !"false".equals(config.kafkaProperties().get("enable.idempotence")),
        "--kafka.enable.idempotence must be true with exactly-once");
    for (String own : List.of("transaction.timeout.ms", "transactional.id")) {
      require(
          !config.kafkaProperties().containsKey(own),
          "--kafka."
              + own
              + ": the job sets it, from "
              + (own.equals("transactional.id") ? "--job.name" : "--transaction.timeout"));
    }
  }

  /** See {@link JobConfig#checkpointTimeout}. */
  static Duration checkpointTimeout(JobConfig config) {
    if (config.deliveryGuarantee() != DeliveryGuarantee.EXACTLY_ONCE) {
      return LONGEST_CHECKPOINT;
    }
    Duration time = time(config);
    return time.compareTo(LONGEST_CHECKPOINT) < 0 ? time : LONGEST_CHECKPOINT;
  }

  /**
   * What a transaction's lifetime leaves for each of two checkpoints: the one in which it begins,
   * whose end the next one waits for, and the next one, which commits it.
   */
  private static Duration time(JobConfig config) {
    Duration interval =
        flink(config, CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(config.checkpointInterval());
    return config.transactionTimeout().minus(interval).minus(RESTART).dividedBy(2);
  }

  /** What the user set of Flink's own options. */
  private static Optional<Duration> flink(JobConfig config, ConfigOption<Duration> option) {
    return Configuration.fromMap(config.flinkProperties()).getOptional(option);
  }

  private static void checkTopics(JobConfig config) throws ConfigurationException {
    Map<String, String> options = new HashMap<>();
    record Topic(Option<String> option, String name) {}
    for (Topic topic :
        List.of(
            new Topic(JobOptions.REVIEWS_TOPIC, config.reviewsTopic()),
            new Topic(JobOptions.SENTIMENT_TOPIC, config.sentimentTopic()),
            new Topic(JobOptions.AGGREGATES_TOPIC, config.aggregatesTopic()),
            new Topic(JobOptions.COMPARISON_TOPIC, config.comparisonTopic()),
            new Topic(JobOptions.SHADOW_TOPIC, config.shadowTopic()),
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
