package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.ValueParsers;
import io.reviewscoring.job.parse.EventTimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a backfill beside the job's own, as they stand on the command line. */
public final class BackfillOptions {
  /** Of the job's options those that a backfill refuses: it decides them itself. */
  private static final Set<String> REFUSED = Set.of("reviews.bounded", "reviews.start", "resume");

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** How long reviews are expected to come late. */
  private static final Duration LATENESS = Duration.ofHours(1);

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Event time of the first reviews, such as 2026-01-01T00:00:00Z; widened to the start of"
              + " its window.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Event time that the reviews end before; widened to the end of its window.")
  private @Nullable String to;

  @Option(
      names = "--margin",
      paramLabel = "DURATION",
      description =
          "How much later than their event time reviews may come. If given, what is stamped so much"
              + " after --to is not read (default: all is read, and late reviews are expected for"
              + " 1h).")
  private @Nullable String margin;

  @Option(
      names = "--from-offsets",
      paramLabel = "P=OFFSET,…",
      description = "Read from these offsets on, by partition, whatever the records' timestamps.")
  private @Nullable String fromOffsets;

  @Option(
      names = "--to-offsets",
      paramLabel = "P=OFFSET,…",
      description = "Read up to before these offsets.")
  private @Nullable String toOffsets;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "Score all with this version, which the job once accepted.")
  private @Nullable String modelVersion;

  @Option(
      names = "--model",
      paramLabel = "FILE|URI",
      description =
          "Score all with this bundle. Default: each review with the model that was in force at its"
              + " event time, as the status topic has it.")
  private @Nullable String model;

  @Option(
      names = "--suffix",
      paramLabel = "TEXT",
      description = "Ends the output topics' names (default: -backfill).")
  private @Nullable String suffix;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "Names the run, in each record's header run-id. A run that was broken off goes on when it"
              + " is started again with its id and options (default: a new one, which is printed).")
  private @Nullable String runId;

  @Option(
      names = "--max-rate",
      paramLabel = "N",
      description =
          "Read at most so many records a second, to spare brokers that others use (default: as"
              + " many as can be scored).")
  private @Nullable Integer maxRate;

  @Option(
      names = "--dry-run",
      description =
          "Say what would be read, how much that may be and which models would score it; write"
              + " nothing.")
  private boolean dryRun;

  @Option(names = "--count", description = "With --dry-run: read all of it, for the exact figures.")
  private boolean count;

  /** What the help says of the job's options: without those that are refused or stand here. */
  public static String jobHelp() {
    return JobConfig.help(notTaken());
  }

  /** Whether a backfill takes an option of the job, as the job has it. */
  public static boolean isTaken(String jobOption) {
    return !notTaken().contains(jobOption);
  }

  private static Set<String> notTaken() {
    Set<String> without = new HashSet<>(REFUSED);
    without.add("model");
    without.add("window.early-interval");
    return without;
  }

  /** Checks all that can be checked without asking anybody. */
  void check(Instant now) throws ConfigurationException {
    range(now);
    margin();
    fromOffsets();
    toOffsets();
    if (maxRate != null && maxRate <= 0) {
      throw new ConfigurationException("--max-rate must be above 0");
    }
    if (count && !dryRun) {
      throw new ConfigurationException("--count goes with --dry-run");
    }
    if (model != null && modelVersion != null) {
      throw new ConfigurationException("--model and --model-version exclude each other");
    }
  }

  /** The event times asked for; all if there are none. */
  EventTimeRange range(Instant now) throws ConfigurationException {
    if (from == null && to == null) {
      if (fromOffsets == null && toOffsets == null) {
        throw new ConfigurationException(
            "say what to read: --from INSTANT --to INSTANT, or --from-offsets and --to-offsets");
      }
      return EventTimeRange.ALL;
    }
    if (from == null || to == null) {
      throw new ConfigurationException("--from and --to go together");
    }
    EventTimeRange range = EventTimeRange.between(from, to);
    if (range.to() > now.toEpochMilli()) {
      throw new ConfigurationException("--to lies in the future: models may still be decided");
    }
    if (range.from() < 0) {
      throw new ConfigurationException("--from lies before 1970");
    }
    return range;
  }

  boolean byOffsets() {
    return fromOffsets != null || toOffsets != null;
  }

  Map<Integer, Long> fromOffsets() throws ConfigurationException {
    return PartitionOffsets.parse("--from-offsets", fromOffsets);
  }

  Map<Integer, Long> toOffsets() throws ConfigurationException {
    return PartitionOffsets.parse("--to-offsets", toOffsets);
  }

  /** What bounds the range's end; null where all is read. */
  @Nullable Duration margin() throws ConfigurationException {
    try {
      return margin == null ? null : ValueParsers.duration(margin);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--margin: " + e.getMessage());
    }
  }

  /** In records a second; null for no limit. */
  @Nullable Integer maxRate() {
    return maxRate;
  }

  /** Whether to say only what would be done. */
  boolean dryRun() {
    return dryRun;
  }

  /** Whether to count what a dry run would read. */
  boolean count() {
    return count;
  }

  @Nullable String model() {
    return model == null ? null : ValueParsers.location(model);
  }

  @Nullable String modelVersion() {
    return modelVersion;
  }

  String suffix() throws ConfigurationException {
    if (suffix != null && suffix.isBlank()) {
      throw new ConfigurationException("--suffix: without one, the live topics would be written");
    }
    return suffix == null ? ComparisonCommand.SUFFIX : suffix;
  }

  /**
   * What of a range may still come, or may still be decided, a line each.
   *
   * @param range in whole windows
   * @throws ConfigurationException if its end lies in the future
   */
  List<String> unripe(EventTimeRange range, Instant now) throws ConfigurationException {
    Instant end = Instant.ofEpochMilli(range.to());
    if (end.isAfter(now)) {
      throw new ConfigurationException(
          "--to lies in a window that ends in the future, at " + end + ": it is not whole yet");
    }
    Duration margin = margin();
    Instant ripe = end.plus(margin == null ? LATENESS : margin);
    String cause = margin == null ? "" : ", as --margin has it";
    return ripe.isAfter(now)
        ? List.of("since late reviews of the range may come until " + ripe + cause)
        : List.of();
  }

  /** Whether the run's id was given. */
  boolean namesRun() {
    return runId != null;
  }

  /** The run's id, one for this moment if none was given. */
  String runId(Instant now) throws ConfigurationException {
    if (runId == null) {
      return now.toString().replaceAll("[^0-9TZ.]", "");
    }
    if (!RUN_ID.matcher(runId).matches()) {
      throw new ConfigurationException(
          "--run-id: '" + runId + "' is not made of letters, digits, '.', '_' and '-', 64 at most");
    }
    return runId;
  }

  /**
   * What a run must be started with again for it to go on, by option.
   *
   * @param config with the topics that are written
   */
  Map<String, String> identity(JobConfig config) throws ConfigurationException {
    RunIdentity identity =
        new RunIdentity(config)
            .with("from", from)
            .with("to", to)
            .with("from-offsets", fromOffsets)
            .with("to-offsets", toOffsets)
            .with("model", model)
            .with("model-version", modelVersion);
    return (byOffsets() ? identity : identity.with("margin", margin())).options();
  }

  /**
   * The job's own options, with what a backfill changes in them: the names of the output topics and
   * of the job, and no results of windows but the last.
   *
   * @throws ConfigurationException if one is wrong, or says where reviews begin or end
   */
  JobConfig config(List<String> jobOptions, String runId) throws ConfigurationException {
    for (String option : REFUSED) {
      if (jobOptions.stream()
          .anyMatch(
              given -> given.equals("--" + option) || given.startsWith("--" + option + "="))) {
        throw new ConfigurationException("--" + option + ": not for a backfill");
      }
    }
    JobConfig live = JobConfig.parse(jobOptions.toArray(String[]::new));
    String suffix = suffix();
    List<String> changed = new ArrayList<>(jobOptions);
    changed.add("--sentiment.topic=" + live.sentimentTopic() + suffix);
    changed.add("--aggregates.topic=" + live.aggregatesTopic() + suffix);
    changed.add("--comparison.topic=" + live.comparisonTopic() + suffix);
    changed.add("--shadow.topic=" + live.shadowTopic() + suffix);
    changed.add("--dead-letters.topic=" + live.deadLettersTopic() + suffix);
    changed.add("--job.name=" + live.jobName() + "-backfill-" + runId);
    changed.add("--window.early-interval=36500d");
    changed.add("--reviews.bounded=false");
    return JobConfig.parse(changed.toArray(String[]::new));
  }
}
