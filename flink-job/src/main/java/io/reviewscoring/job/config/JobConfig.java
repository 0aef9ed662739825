package io.reviewscoring.job.config;

import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.Label;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;

/**
 * All options of the job, checked one by one and against each other. An accessor carries its
 * option's name in camel case; {@link #help()} says what each means. Immutable, thread-safe.
 */
public final class JobConfig implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By the option's name, as its converter makes it; no entry where there is no value. */
  private final Map<String, Object> values;

  private final Map<String, String> kafkaProperties;
  private final Map<String, String> flinkProperties;

  JobConfig(
      Map<String, Object> values,
      Map<String, String> kafkaProperties,
      Map<String, String> flinkProperties) {
    this.values = Map.copyOf(values);
    this.kafkaProperties = Map.copyOf(kafkaProperties);
    this.flinkProperties = Map.copyOf(flinkProperties);
  }

  /**
   * Reads {@code --name value} and {@code --name=value}, over the properties file that {@code
   * --config FILE} names, over the defaults.
   *
   * @throws ConfigurationException with one line for the user
   */
  public static JobConfig parse(String... args) throws ConfigurationException {
    return checked(Arguments.read(args));
  }

  /**
   * The same from a map of option names (without dashes) to values.
   *
   * @throws ConfigurationException with one line for the user
   */
  public static JobConfig of(Map<String, String> settings) throws ConfigurationException {
    return checked(Arguments.read(settings));
  }

  private static JobConfig checked(JobConfig config) throws ConfigurationException {
    Option<String> brokers = JobOptions.BOOTSTRAP_SERVERS;
    if (config.find(brokers) == null) {
      throw new ConfigurationException(
          "--" + brokers.name() + " is missing: " + brokers.description());
    }
    Consistency.check(config);
    return config;
  }

  public String bootstrapServers() {
    return get(JobOptions.BOOTSTRAP_SERVERS);
  }

  public String reviewsTopic() {
    return get(JobOptions.REVIEWS_TOPIC);
  }

  public String sentimentTopic() {
    return get(JobOptions.SENTIMENT_TOPIC);
  }

  public String aggregatesTopic() {
    return get(JobOptions.AGGREGATES_TOPIC);
  }

  public String comparisonTopic() {
    return get(JobOptions.COMPARISON_TOPIC);
  }

  public String shadowTopic() {
    return get(JobOptions.SHADOW_TOPIC);
  }

  public String deadLettersTopic() {
    return get(JobOptions.DEAD_LETTERS_TOPIC);
  }

  public String controlTopic() {
    return get(JobOptions.CONTROL_TOPIC);
  }

  public String statusTopic() {
    return get(JobOptions.STATUS_TOPIC);
  }

  public String groupId() {
    String given = find(JobOptions.GROUP_ID);
    return given == null ? jobName() : given;
  }

  public ReviewsStart reviewsStart() {
    return get(JobOptions.REVIEWS_START);
  }

  public boolean reviewsBounded() {
    return get(JobOptions.REVIEWS_BOUNDED);
  }

  /** How long a bounded run waits for open transactions on the reviews' topic. */
  public Duration reviewsWait() {
    return get(JobOptions.REVIEWS_WAIT);
  }

  public String jobName() {
    return get(JobOptions.JOB_NAME);
  }

  public int parallelism() {
    return get(JobOptions.PARALLELISM);
  }

  public int maxParallelism() {
    return get(JobOptions.MAX_PARALLELISM);
  }

  public DeliveryGuarantee deliveryGuarantee() {
    return get(JobOptions.DELIVERY_GUARANTEE);
  }

  public Duration transactionTimeout() {
    return get(JobOptions.TRANSACTION_TIMEOUT);
  }

  public Duration checkpointInterval() {
    return get(JobOptions.CHECKPOINT_INTERVAL);
  }

  public String checkpointDirectory() {
    return get(JobOptions.CHECKPOINT_DIRECTORY);
  }

  /** Of a job in this process. */
  public StateBackend stateBackend() {
    return get(JobOptions.STATE_BACKEND);
  }

  /** Bundle to score with before the first activation; null for none. */
  public @Nullable String model() {
    return find(JobOptions.MODEL);
  }

  public String modelDirectory() {
    return get(JobOptions.MODEL_DIRECTORY);
  }

  /** URIs of directories, or schemes with their colon. */
  public List<String> modelStores() {
    return get(JobOptions.MODEL_STORES);
  }

  /** Bytes. */
  public long modelMaxBytes() {
    return get(JobOptions.MODEL_MAX_BYTES);
  }

  public Duration modelRetryInterval() {
    return get(JobOptions.MODEL_RETRY_INTERVAL);
  }

  public Duration modelRetryFor() {
    return get(JobOptions.MODEL_RETRY_FOR);
  }

  public Duration modelLoadTimeout() {
    return get(JobOptions.MODEL_LOAD_TIMEOUT);
  }

  /** Directory of this machine; null where signatures aren't looked at. */
  public @Nullable String modelTrustedKeys() {
    return find(TrustOptions.KEYS);
  }

  /** Epoch milliseconds; null for none. */
  public @Nullable Long modelTrustUnsignedUntil() {
    return find(TrustOptions.UNSIGNED_UNTIL);
  }

  public Duration swapLead() {
    return get(JobOptions.SWAP_LEAD);
  }

  public Duration tickInterval() {
    return get(JobOptions.TICK_INTERVAL);
  }

  public Duration timestampMaxAhead() {
    return get(JobOptions.TIMESTAMP_MAX_AHEAD);
  }

  public int reviewMaxChars() {
    return get(JobOptions.REVIEW_MAX_CHARS);
  }

  public Duration outOfOrderness() {
    return get(JobOptions.OUT_OF_ORDERNESS);
  }

  public Duration idleTimeout() {
    return get(JobOptions.IDLE_TIMEOUT);
  }

  public int encodeMaxTokens() {
    return get(JobOptions.ENCODE_MAX_TOKENS);
  }

  public Duration repeatHorizon() {
    return get(JobOptions.REPEAT_HORIZON);
  }

  public int heldMax() {
    return get(JobOptions.HELD_MAX);
  }

  public Duration windowSize() {
    return get(JobOptions.WINDOW_SIZE);
  }

  public Duration windowAllowedLateness() {
    return get(JobOptions.WINDOW_ALLOWED_LATENESS);
  }

  public Duration windowEarlyInterval() {
    return get(JobOptions.WINDOW_EARLY_INTERVAL);
  }

  public boolean outputIncludeText() {
    return get(JobOptions.OUTPUT_INCLUDE_TEXT);
  }

  public boolean outputShadowEvents() {
    return get(JobOptions.OUTPUT_SHADOW_EVENTS);
  }

  /** In the order in which labels are declared, none twice. */
  public List<Label> outputEvidence() {
    return get(JobOptions.OUTPUT_EVIDENCE);
  }

  public int outputEvidenceWords() {
    return get(JobOptions.OUTPUT_EVIDENCE_WORDS);
  }

  public String resume() {
    return get(JobOptions.RESUME);
  }

  public boolean acceptLoss() {
    return get(JobOptions.ACCEPT_LOSS);
  }

  /** The named form with what was given of its parts. */
  public ReviewForm reviewsForm() {
    return FormOptions.form(values);
  }

  /** What came as {@code kafka.NAME}, by {@code NAME}; may hold secrets. */
  public Map<String, String> kafkaProperties() {
    return kafkaProperties;
  }

  /** What came as {@code flink.NAME}, by {@code NAME}; may hold secrets. */
  public Map<String, String> flinkProperties() {
    return flinkProperties;
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
    new TreeMap<>(values).forEach((name, value) -> text.add(name + "=" + value));
    text.add("kafka=" + OptionText.masked(kafkaProperties));
    text.add("flink=" + OptionText.masked(flinkProperties));
    return text.toString();
  }

  private <T> T get(Option<T> option) {
    return Objects.requireNonNull(find(option), option.name());
  }

  @SuppressWarnings("unchecked") // made by the option's own converter
  private <T> @Nullable T find(Option<T> option) {
    return (T) values.get(option.name());
  }
}
