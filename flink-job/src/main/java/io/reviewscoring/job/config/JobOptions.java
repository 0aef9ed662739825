package io.reviewscoring.job.config;

import io.reviewscoring.job.message.Label;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * The table of all options: parsing, help and the configuration read it. Order is the help's order.
 */
final class JobOptions {
  static final String SWITCH = "true|false";
  private static final String TOPIC = "TOPIC";
  private static final String DURATION = "DURATION";
  private static final String COUNT = "N";

  static final Option<String> BOOTSTRAP_SERVERS =
      new Option<>(
          "bootstrap.servers",
          "HOST:PORT,…",
          null,
          "the Kafka brokers to begin with (required)",
          ValueParsers::brokers);
  static final Option<String> REVIEWS_TOPIC =
      topic("reviews.topic", "reviews", "where the raw reviews are");
  static final Option<String> SENTIMENT_TOPIC =
      topic("sentiment.topic", "review-sentiment", "one event per scored review");
  static final Option<String> AGGREGATES_TOPIC =
      topic("aggregates.topic", "sentiment-aggregates", "counts and means per product and window");
  static final Option<String> COMPARISON_TOPIC =
      topic("comparison.topic", "model-comparison", "how an experiment's models differ, by window");
  static final Option<String> SHADOW_TOPIC =
      topic(
          "shadow.topic",
          "review-sentiment-shadow",
          "with output.shadow-events, what further models say of reviews");
  static final Option<String> DEAD_LETTERS_TOPIC =
      topic("dead-letters.topic", "review-dead-letters", "records that could not be used, and why");
  static final Option<String> CONTROL_TOPIC =
      topic(
          "control.topic", "model-control", "activations of models and their roles; one partition");
  static final Option<String> STATUS_TOPIC =
      topic("status.topic", "model-status", "what was decided about models; one partition");
  static final Option<String> GROUP_ID =
      new Option<>(
          "group.id",
          "NAME",
          null,
          "consumer group of the job; its name unless given",
          ValueParsers::text);
  static final Option<ReviewsStart> REVIEWS_START =
      new Option<>(
          "reviews.start",
          "earliest|latest|committed",
          "committed",
          "where to begin without state; committed begins at the earliest review where nothing is"
              + " committed yet",
          ValueParsers::start);
  static final Option<Boolean> REVIEWS_BOUNDED =
      flag("reviews.bounded", "stop at the topics' present ends");
  static final Option<Duration> REVIEWS_WAIT =
      duration(
          "reviews.wait",
          "16min",
          "how long a bounded run and a backfill wait for transactions that others left open on"
              + " reviews.topic, a backfill on what it wrote, and redrive on dead-letters.topic; most"
              + " brokers end them within 15 minutes");
  static final Option<String> JOB_NAME =
      new Option<>(
          "job.name",
          "NAME",
          "review-scoring",
          "name in Flink and beginning of its Kafka transactions' ids: two jobs on one Kafka need"
              + " two names",
          ValueParsers::jobName);
  static final Option<Integer> PARALLELISM = count("parallelism", "1", "subtasks of each operator");
  static final Option<Integer> MAX_PARALLELISM =
      count(
          "max-parallelism",
          "128",
          "what parallelism can ever be raised to without losing state: fixed by the first start,"
              + " and a start from a checkpoint keeps that one's");
  static final Option<DeliveryGuarantee> DELIVERY_GUARANTEE =
      new Option<>(
          "delivery.guarantee",
          "exactly-once|at-least-once",
          "exactly-once",
          "exactly-once shows results to read-committed consumers at each checkpoint;"
              + " at-least-once at once, some of them twice after a failure",
          ValueParsers::guarantee);
  static final Option<Duration> TRANSACTION_TIMEOUT =
      duration(
          "transaction.timeout",
          "15min",
          "longest time between a result and its commit, restarts included; results are lost when"
              + " the job is down for longer; the brokers' transaction.max.timeout.ms bounds it");
  static final Option<Duration> CHECKPOINT_INTERVAL =
      duration("checkpoint.interval", "1s", "time between checkpoints");
  static final Option<String> CHECKPOINT_DIRECTORY =
      new Option<>(
          "checkpoint.directory",
          "PATH|URI",
          "./review-scoring-data/checkpoints",
          "where checkpoints are kept",
          ValueParsers::location);
  static final Option<StateBackend> STATE_BACKEND =
      new Option<>(
          "state.backend",
          "rocksdb|heap",
          "rocksdb",
          "not on a cluster, which has Flink's own setting: whether what is remembered lies on disk"
              + " or in the JVM's memory; a checkpoint goes on where it was made",
          ValueParsers::stateBackend);
  static final Option<String> MODEL =
      new Option<>(
          "model",
          "FILE|URI",
          null,
          "bundle to score with; counts only before the first activation on the control topic",
          ValueParsers::location);
  static final Option<String> MODEL_DIRECTORY =
      new Option<>(
          "model.directory",
          "PATH|URI",
          "./review-scoring-data/models",
          "archive of accepted bundles, from where all subtasks load them",
          ValueParsers::location);
  static final Option<List<String>> MODEL_STORES =
      new Option<>(
          "model.stores",
          "URI,…",
          "none",
          "where activations may point to beside model.directory: directories such as"
              + " s3://bucket/models, or schemes such as s3:",
          ValueParsers::stores);
  static final Option<Long> MODEL_MAX_BYTES =
      new Option<>(
          "model.max-bytes", "SIZE", "64MiB", "largest bundle accepted", ValueParsers::bytes);
  static final Option<Duration> MODEL_RETRY_INTERVAL =
      duration("model.retry-interval", "2s", "time between tries where a store can't be reached");
  static final Option<Duration> MODEL_RETRY_FOR =
      duration(
          "model.retry-for",
          "1h",
          "time after which an activation whose store still can't be reached is refused");
  static final Option<Duration> MODEL_LOAD_TIMEOUT =
      duration("model.load-timeout", "30s", "time after which a try to load a bundle is given up");
  static final Option<Duration> SWAP_LEAD =
      duration(
          "swap.lead",
          "5s",
          "how far ahead of the clock models are settled; an activation takes effect no sooner");
  static final Option<Duration> TICK_INTERVAL =
      duration("tick.interval", "200ms", "time between two announcements of what is settled");
  static final Option<Duration> TIMESTAMP_MAX_AHEAD =
      duration(
          "timestamp.max-ahead",
          "5min",
          "a review dated further ahead of its Kafka record is a dead letter");
  static final Option<Integer> REVIEW_MAX_CHARS =
      count("review.max-chars", "100000", "a review with a longer text is a dead letter");
  static final Option<Duration> OUT_OF_ORDERNESS =
      duration("out-of-orderness", "10s", "how far reviews may be out of order and not late");
  static final Option<Duration> IDLE_TIMEOUT =
      duration("idle.timeout", "10s", "time after which a silent partition holds no window back");
  static final Option<Integer> ENCODE_MAX_TOKENS =
      count("encode.max-tokens", "512", "tokens of a review that are kept, the last ones");
  static final Option<Duration> REPEAT_HORIZON =
      duration("repeat.horizon", "1h", "event time in which repeats and edits are recognized");
  static final Option<Integer> HELD_MAX =
      count(
          "held.max",
          "1000000",
          "reviews that may wait for a model in all; with more the job fails, each subtask having"
              + " its share");
  static final Option<Duration> WINDOW_SIZE =
      duration("window.size", "1min", "length of an aggregate's window");
  static final Option<Duration> WINDOW_ALLOWED_LATENESS =
      duration("window.allowed-lateness", "1min", "time after a window's end before it is final");
  static final Option<Duration> WINDOW_EARLY_INTERVAL =
      duration("window.early-interval", "5s", "time between a window's early results");
  static final Option<Boolean> OUTPUT_INCLUDE_TEXT =
      flag("output.include-text", "carry the text in state and in sentiment events");
  static final Option<Boolean> OUTPUT_SHADOW_EVENTS =
      flag(
          "output.shadow-events",
          "write to shadow.topic, as an event, each score of an experiment that is no event");
  static final Option<List<Label>> OUTPUT_EVIDENCE =
      new Option<>(
          "output.evidence",
          "LABEL,…",
          "none",
          "the labels whose events list the words that moved the score most, such as"
              + " NEGATIVE,UNCERTAIN; costs one more scoring for each distinct word of the review",
          ValueParsers::labels);
  static final Option<Integer> OUTPUT_EVIDENCE_WORDS =
      count("output.evidence-words", "5", "how many words these events list at most");
  static final Option<String> RESUME =
      new Option<>(
          "resume",
          "latest|none|PATH",
          "latest",
          "the checkpoint to continue from; latest finds the newest, or begins anew; on a cluster"
              + " `flink run -s` says it, and none begins anew where there are checkpoints",
          ValueParsers::location);

  static final Option<Boolean> ACCEPT_LOSS =
      flag(
          "accept.loss",
          "go on where reviews were deleted before they were read, or results were aborted before"
              + " they were committed; without it the job ends and says which");

  static final List<Option<?>> ALL =
      Stream.concat(
              Stream.<Option<?>>of(
                  BOOTSTRAP_SERVERS,
                  REVIEWS_TOPIC,
                  SENTIMENT_TOPIC,
                  AGGREGATES_TOPIC,
                  COMPARISON_TOPIC,
                  SHADOW_TOPIC,
                  DEAD_LETTERS_TOPIC,
                  CONTROL_TOPIC,
                  STATUS_TOPIC,
                  GROUP_ID,
                  REVIEWS_START,
                  REVIEWS_BOUNDED,
                  REVIEWS_WAIT,
                  JOB_NAME,
                  PARALLELISM,
                  MAX_PARALLELISM,
                  DELIVERY_GUARANTEE,
                  TRANSACTION_TIMEOUT,
                  CHECKPOINT_INTERVAL,
                  CHECKPOINT_DIRECTORY,
                  STATE_BACKEND,
                  MODEL,
                  MODEL_DIRECTORY,
                  MODEL_STORES,
                  MODEL_MAX_BYTES,
                  MODEL_RETRY_INTERVAL,
                  MODEL_RETRY_FOR,
                  MODEL_LOAD_TIMEOUT,
                  TrustOptions.KEYS,
                  TrustOptions.UNSIGNED_UNTIL,
                  SWAP_LEAD,
                  TICK_INTERVAL,
                  TIMESTAMP_MAX_AHEAD,
                  REVIEW_MAX_CHARS,
                  OUT_OF_ORDERNESS,
                  IDLE_TIMEOUT,
                  ENCODE_MAX_TOKENS,
                  REPEAT_HORIZON,
                  HELD_MAX,
                  WINDOW_SIZE,
                  WINDOW_ALLOWED_LATENESS,
                  WINDOW_EARLY_INTERVAL,
                  OUTPUT_INCLUDE_TEXT,
                  OUTPUT_SHADOW_EVENTS,
                  OUTPUT_EVIDENCE,
                  OUTPUT_EVIDENCE_WORDS,
                  RESUME,
                  ACCEPT_LOSS),
              FormOptions.ALL.stream())
          .toList();

  private JobOptions() {}

  private static Option<String> topic(String name, String defaultText, String description) {
    return new Option<>(name, TOPIC, defaultText, description, ValueParsers::topic);
  }

  private static Option<Duration> duration(String name, String defaultText, String description) {
    return new Option<>(name, DURATION, defaultText, description, ValueParsers::duration);
  }

  private static Option<Integer> count(String name, String defaultText, String description) {
    return new Option<>(name, COUNT, defaultText, description, ValueParsers::count);
  }

  private static Option<Boolean> flag(String name, String description) {
    return new Option<>(name, SWITCH, "false", description, ValueParsers::flag);
  }
}
