package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.GivenOptions;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.PartitionRange;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.parse.EventTimeRange;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The command that holds what a run wrote beside what the live job did, as a shell takes it.
 *
 * @param options whom to ask, what the topics are called, and how reviews are read
 */
record ComparisonCommand(String options) {
  /** How the names of the topics end that it takes for the backfill's. */
  static final String SUFFIX = "-backfill";

  /** Of the job's options those that it reads, beside topics, the reviews' form and Kafka's. */
  private static final Set<String> READ =
      Set.of(
          "config",
          "bootstrap.servers",
          "bootstrap-servers",
          "job.name",
          "window.size",
          "review.max-chars",
          "timestamp.max-ahead");

  /**
   * The command after a backfill.
   *
   * @param jobOptions as on the backfill's command line
   * @param suffix of the topics that are written
   * @param config with those topics
   */
  static ComparisonCommand of(List<String> jobOptions, String suffix, JobConfig config) {
    String options = GivenOptions.again(jobOptions, ComparisonCommand::isRead);
    return new ComparisonCommand(
        suffix.equals(SUFFIX) ? options : options + " --with " + config.sentimentTopic());
  }

  private static boolean isRead(String option) {
    return READ.contains(option)
        || option.endsWith(".topic")
        || option.startsWith("reviews.")
        || option.startsWith("kafka.");
  }

  /** The command for a run. */
  String of(RunRecord run) {
    EventTimeRange range = run.range();
    String reviews =
        range.equals(EventTimeRange.ALL)
            ? " --from-offsets "
                + offsets(run, PartitionRange::from)
                + " --to-offsets "
                + offsets(run, PartitionRange::to)
            : " --from " + Messages.instant(range.from()) + " --to " + Messages.instant(range.to());
    return "./review-scoring compare" + options + " --run-id " + run.runId() + reviews;
  }

  private static String offsets(RunRecord run, ToLongFunction<PartitionRange> end) {
    return run.span().partitions().stream()
        .map(range -> range.partition() + "=" + end.applyAsLong(range))
        .collect(Collectors.joining(","));
  }
}
