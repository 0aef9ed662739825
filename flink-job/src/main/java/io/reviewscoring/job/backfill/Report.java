package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.PartitionRange;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.parse.EventTimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** A run in words. */
final class Report {
  private static final int SHOWN_PARTITIONS = 8;
  private static final String LINE = "%-13s%s";

  private final JobConfig config;
  private final RunRecord run;

  Report(JobConfig config, RunRecord run) {
    this.config = config;
    this.run = run;
  }

  List<String> plan() {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("run", run.runId()));
    lines.addAll(work());
    return lines;
  }

  /** What a dry run says before it reads. */
  List<String> preview() {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("dry run", "nothing is written"));
    lines.addAll(work());
    return lines;
  }

  private List<String> work() {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("reads", config.reviewsTopic() + ", offsets " + offsets()));
    if (!run.range().equals(EventTimeRange.ALL)) {
      lines.add(
          LINE.formatted(
              "event times",
              Messages.instant(run.range().from())
                  + " to "
                  + Messages.instant(run.range().to())
                  + ", in whole windows"));
    }
    String key = "models";
    for (ModelStatus decision : run.decisions()) {
      lines.add(LINE.formatted(key, model(decision)));
      key = "";
    }
    lines.add(LINE.formatted("writes", String.join(", ", Topics.outputs(config))));
    return lines;
  }

  private String offsets() {
    List<String> shown =
        run.span().partitions().stream().limit(SHOWN_PARTITIONS).map(Report::offsets).toList();
    int more = run.span().partitions().size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and " + more + " partitions more" : "");
  }

  private static String offsets(PartitionRange range) {
    return range.partition() + "=" + range.from() + ".." + range.to();
  }

  private static String model(ModelStatus decision) {
    return decision.version() + ", " + InForce.words(decision);
  }

  /**
   * What was done.
   *
   * @param comparison that is printed at the end
   */
  List<String> summary(Tally sum, ComparisonCommand comparison) {
    List<String> lines = new ArrayList<>();
    lines.add(figure("reviews", sum.reviews));
    lines.add(figure("events", sum.scored()));
    for (Map.Entry<String, Long> model : sum.events.entrySet()) {
      lines.add(figure("", model.getValue()) + "  by " + model.getKey());
    }
    lines.add(figure("repeats", sum.repeats()));
    lines.add(figure("windows", sum.aggregates));
    lines.addAll(leftOut(sum));
    double seconds = sum.millis / 1000.0;
    lines.add(
        String.format(
            Locale.ROOT,
            "%-13s%,14.1f  %,.0f records a second",
            "seconds",
            seconds,
            seconds > 0 ? sum.read() / seconds : 0));
    lines.add(LINE.formatted("compare with", comparison.of(run)));
    return lines;
  }

  private static List<String> leftOut(Tally sum) {
    return List.of(
        figure("dead letters", sum.deadLetters),
        figure("tombstones", sum.tombstones),
        figure("out of range", sum.outside) + "  read and left out");
  }

  /**
   * What a dry run has found.
   *
   * @param sampled how many records were read for it, if not all
   * @param seconds that the run may take
   */
  static List<String> estimate(Tally sum, OptionalLong sampled, double seconds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        figure("reviews", sum.reviews)
            + (sampled.isPresent()
                ? String.format(
                    Locale.ROOT,
                    "  or so, by %,d records here and there; --count reads all",
                    sampled.getAsLong())
                : ""));
    lines.addAll(leftOut(sum));
    lines.add(figure("seconds", (long) Math.ceil(seconds)) + "  or so, on this machine");
    return lines;
  }

  private static String figure(String name, long value) {
    return String.format(Locale.ROOT, "%-13s%,14d", name, value);
  }
}
