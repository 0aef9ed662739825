package io.reviewscoring.job.config;

import io.reviewscoring.job.message.Label;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;

/**
 * All options of the job, checked one by one and against each other. An accessor carries its
 * option's name in camel case; {@link #help()} says what each means. Immutable.
 *
 * @param model bundle to score with before the first activation; null for none
 * @param modelMaxBytes bytes
 * @param outputEvidence in the order in which labels are declared, none twice
 * @param kafkaProperties what came as {@code kafka.NAME}, by {@code NAME}; may hold secrets
 * @param flinkProperties what came as {@code flink.NAME}, by {@code NAME}; may hold secrets
 */
public record JobConfig(
    String bootstrapServers,
    String reviewsTopic,
    String sentimentTopic,
    String aggregatesTopic,
    String deadLettersTopic,
    String controlTopic,
    String statusTopic,
    String groupId,
    ReviewsStart reviewsStart,
    boolean reviewsBounded,
    String jobName,
    int parallelism,
    DeliveryGuarantee deliveryGuarantee,
    Duration transactionTimeout,
    Duration checkpointInterval,
    String checkpointDirectory,
    @Nullable String model,
    String modelDirectory,
    long modelMaxBytes,
    Duration modelRetryInterval,
    Duration modelLoadTimeout,
    Duration swapLead,
    Duration tickInterval,
    Duration timestampMaxAhead,
    int reviewMaxChars,
    Duration outOfOrderness,
    Duration idleTimeout,
    int encodeMaxTokens,
    Duration repeatHorizon,
    Duration windowSize,
    Duration windowAllowedLateness,
    Duration windowEarlyInterval,
    boolean outputIncludeText,
    List<Label> outputEvidence,
    int outputEvidenceWords,
    String resume,
    Map<String, String> kafkaProperties,
    Map<String, String> flinkProperties)
    implements Serializable {

  public JobConfig {
    outputEvidence = List.copyOf(outputEvidence);
    kafkaProperties = Map.copyOf(kafkaProperties);
    flinkProperties = Map.copyOf(flinkProperties);
  }

  /**
   * Reads {@code --name value} and {@code --name=value}, over the properties file that {@code
   * --config FILE} names, over the defaults.
   *
   * @throws ConfigurationException with one line for the user
   */
  public static JobConfig parse(String... args) throws ConfigurationException {
    return of(Arguments.settings(args));
  }

  /**
   * The same from a map of option names (without dashes) to values.
   *
   * @throws ConfigurationException with one line for the user
   */
  public static JobConfig of(Map<String, String> settings) throws ConfigurationException {
    for (String name : settings.keySet()) {
      Arguments.checkKnown("--" + name, name);
    }
    Values values = new Values(settings);
    JobConfig config =
        new JobConfig(
            values.get(JobOptions.BOOTSTRAP_SERVERS),
            values.get(JobOptions.REVIEWS_TOPIC),
            values.get(JobOptions.SENTIMENT_TOPIC),
            values.get(JobOptions.AGGREGATES_TOPIC),
            values.get(JobOptions.DEAD_LETTERS_TOPIC),
            values.get(JobOptions.CONTROL_TOPIC),
            values.get(JobOptions.STATUS_TOPIC),
            values.get(JobOptions.GROUP_ID),
            values.get(JobOptions.REVIEWS_START),
            values.get(JobOptions.REVIEWS_BOUNDED),
            values.get(JobOptions.JOB_NAME),
            values.get(JobOptions.PARALLELISM),
            values.get(JobOptions.DELIVERY_GUARANTEE),
            values.get(JobOptions.TRANSACTION_TIMEOUT),
            values.get(JobOptions.CHECKPOINT_INTERVAL),
            values.get(JobOptions.CHECKPOINT_DIRECTORY),
            values.find(JobOptions.MODEL),
            values.get(JobOptions.MODEL_DIRECTORY),
            values.get(JobOptions.MODEL_MAX_BYTES),
            values.get(JobOptions.MODEL_RETRY_INTERVAL),
            values.get(JobOptions.MODEL_LOAD_TIMEOUT),
            values.get(JobOptions.SWAP_LEAD),
            values.get(JobOptions.TICK_INTERVAL),
            values.get(JobOptions.TIMESTAMP_MAX_AHEAD),
            values.get(JobOptions.REVIEW_MAX_CHARS),
            values.get(JobOptions.OUT_OF_ORDERNESS),
            values.get(JobOptions.IDLE_TIMEOUT),
            values.get(JobOptions.ENCODE_MAX_TOKENS),
            values.get(JobOptions.REPEAT_HORIZON),
            values.get(JobOptions.WINDOW_SIZE),
            values.get(JobOptions.WINDOW_ALLOWED_LATENESS),
            values.get(JobOptions.WINDOW_EARLY_INTERVAL),
            values.get(JobOptions.OUTPUT_INCLUDE_TEXT),
            values.get(JobOptions.OUTPUT_EVIDENCE),
            values.get(JobOptions.OUTPUT_EVIDENCE_WORDS),
            values.get(JobOptions.RESUME),
            Arguments.passed(settings, "kafka."),
            Arguments.passed(settings, "flink."));
    Consistency.check(config);
    return config;
  }

  /**
   * How long a checkpoint may take: with exactly-once no longer than its transactions live, a
   * restart included. Past that it is better to fail than to lose what is aborted.
   */
  public Duration checkpointTimeout() {
    return Consistency.checkpointTimeout(this);
  }

  /** All options with defaults and a line about each, as a terminal shows it. */
  public static String help() {
    return help(Set.of());
  }

  /** The same without the options of these names. */
  public static String help(Set<String> without) {
    return OptionText.help(without);
  }

  /** Every setting; values that may be secrets as stars. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "JobConfig[", "]");
    for (RecordComponent component : JobConfig.class.getRecordComponents()) {
      if (component.getType() != Map.class) {
        text.add(component.getName() + "=" + valueOf(component));
      }
    }
    text.add("kafkaProperties=" + OptionText.masked(kafkaProperties));
    text.add("flinkProperties=" + OptionText.masked(flinkProperties));
    return text.toString();
  }

  private Object valueOf(RecordComponent component) {
    try {
      return component.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
