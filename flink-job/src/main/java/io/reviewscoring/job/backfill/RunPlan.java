package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.RecordLimit;
import io.reviewscoring.job.kafka.ReviewOffsets;
import io.reviewscoring.job.kafka.ReviewSpan;
import io.reviewscoring.job.kafka.TransactionLimit;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides what a run does, before its first start. */
final class RunPlan {
  private final JobConfig config;
  private final BackfillOptions options;
  private final String runId;
  private final String liveJob;

  /**
   * @param config of the run
   * @param liveJob whose decisions count
   */
  RunPlan(JobConfig config, BackfillOptions options, String runId, String liveJob) {
    this.config = config;
    this.options = options;
    this.runId = runId;
    this.liveJob = liveJob;
  }

  /**
   * Decides, when open transactions on the reviews have ended or were waited for long enough, and
   * makes the output topics.
   *
   * @param say takes a line for the user while it waits
   * @throws ConfigurationException if it can't be done as asked, before anything is waited for
   * @throws IOException if something can't be reached
   */
  RunRecord decide(Consumer<String> say) throws IOException, ConfigurationException {
    Optional<String> problem = new TransactionLimit(config).problem();
    if (problem.isPresent()) {
      throw new ConfigurationException(problem.get());
    }
    EventTimeRange range = range();
    var unused = span(range, Duration.ZERO, line -> {});
    List<ModelStatus> decisions = decisions(range);
    ReviewSpan span = span(range, config.reviewsWait(), say);
    OutputTopics outputs = new OutputTopics(config);
    outputs.create(span.partitions().size());
    Optional<String> tooSmall = RecordLimit.problem(config);
    if (tooSmall.isPresent()) {
      throw new ConfigurationException(tooSmall.get());
    }
    return record(range, span, decisions, outputs.ends());
  }

  /**
   * What would be decided now. Waits for nothing and writes nothing.
   *
   * @throws ConfigurationException if it can't be done as asked
   * @throws IOException if something can't be reached
   */
  RunRecord preview() throws IOException, ConfigurationException {
    EventTimeRange range = range();
    ReviewSpan span = span(range, Duration.ZERO, line -> {});
    String model = options.model();
    return record(
        range,
        span,
        model == null ? decisions(range) : new ModelChoice(config, liveJob).previewOfBundle(model),
        Map.of());
  }

  private RunRecord record(
      EventTimeRange range,
      ReviewSpan span,
      List<ModelStatus> decisions,
      Map<String, Map<Integer, Long>> outputEnds)
      throws ConfigurationException {
    return new RunRecord(runId, options.identity(config), range, span, decisions, outputEnds, true);
  }

  private EventTimeRange range() throws ConfigurationException {
    return options.range(Clock.systemUTC().instant()).wholeWindows(config.windowSize());
  }

  private ReviewSpan span(EventTimeRange range, Duration patience, Consumer<String> say)
      throws IOException, ConfigurationException {
    ReviewOffsets offsets = new ReviewOffsets(config, patience, say);
    if (options.byOffsets()) {
      return offsets.ofOffsets(options.fromOffsets(), options.toOffsets());
    }
    List<String> unripe = options.unripe(range, Clock.systemUTC().instant());
    ReviewSpan span = offsets.ofTimes(range, options.margin());
    List<String> gaps = new ArrayList<>(span.gaps());
    gaps.addAll(unripe);
    return new ReviewSpan(span.partitions(), gaps);
  }

  private List<ModelStatus> decisions(EventTimeRange range)
      throws IOException, ConfigurationException {
    ModelChoice choice = new ModelChoice(config, liveJob);
    String model = options.model();
    String version = options.modelVersion();
    if (model != null) {
      return choice.ofBundle(model);
    }
    return version == null ? choice.recorded(range) : choice.ofVersion(version);
  }
}
