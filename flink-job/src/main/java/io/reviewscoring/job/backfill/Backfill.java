package io.reviewscoring.job.backfill;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.graph.Streams;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.KafkaEndpoints;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.Right;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A fixed part of the reviews through the live job's graph, once. What it reads and by which models
 * it scores is decided before its first start and written down; each later start does the same, and
 * goes on where the one before was broken off. Not thread-safe.
 */
public final class Backfill {
  private final JobConfig config;
  private final BackfillOptions options;
  private final String runId;
  private final RunPlan plan;
  private final RunDirectory directory;
  private final OutputTopics outputs;
  private final ComparisonCommand comparison;
  private @Nullable RunRecord run;
  private boolean done;

  private Backfill(
      JobConfig config,
      BackfillOptions options,
      String runId,
      RunPlan plan,
      RunDirectory directory,
      ComparisonCommand comparison) {
    this.config = config;
    this.options = options;
    this.runId = runId;
    this.plan = plan;
    this.directory = directory;
    this.comparison = comparison;
    this.outputs = new OutputTopics(config);
  }

  /** Where the checkpoints of a job lie. */
  public interface CheckpointDirectory {
    String of(JobConfig config);
  }

  /** The newest checkpoint in a directory. */
  public interface LatestCheckpoint {
    Optional<String> in(String directory) throws IOException;
  }

  /**
   * Reads the options. Touches nothing.
   *
   * @param jobOptions the job's own, as on the command line
   * @throws ConfigurationException with one line for the user
   */
  public static Backfill of(
      BackfillOptions options, List<String> jobOptions, CheckpointDirectory checkpoints)
      throws ConfigurationException {
    Instant now = Clock.systemUTC().instant();
    options.check(now);
    String runId = options.runId(now);
    JobConfig config = options.config(jobOptions, runId);
    String liveJob = JobConfig.parse(jobOptions.toArray(String[]::new)).jobName();
    RunPlan plan = new RunPlan(config, options, runId, liveJob);
    return new Backfill(
        config,
        options,
        runId,
        plan,
        new RunDirectory(checkpoints.of(config)),
        ComparisonCommand.of(jobOptions, options.suffix(), config));
  }

  /** The job's configuration, with the names of this run. */
  public JobConfig config() {
    return config;
  }

  public String runId() {
    return runId;
  }

  /**
   * Decides what is to be done, or finds what was decided at an earlier start.
   *
   * @param say takes a line for the user while something is waited for
   * @return the checkpoint to continue from, if there is one
   * @throws ConfigurationException if it can't be done as asked
   * @throws IOException if something can't be reached, or what an earlier start left can't be
   *     continued
   */
  public Optional<String> prepare(LatestCheckpoint latest, Consumer<String> say)
      throws IOException, ConfigurationException {
    Access access = new Access(config);
    List<Right> needs = Needs.ofBackfill(config, options.model() != null);
    access.check(needs);
    Map<String, String> identity = options.identity(config);
    Optional<RunRecord> earlier = directory.run();
    if (earlier.isEmpty()) {
      if (options.namesRun()) {
        checkUnknown();
      }
      run = plan.decide(say);
      access.check(needs); // of topics that had to be made nobody could tell before
      directory.save(run);
      return Optional.empty();
    }
    RunRecord known = earlier.get();
    run = known;
    outputs.create(known.span().partitions().size()); // an earlier release knew fewer
    String difference = known.difference(identity);
    if (!difference.isEmpty()) {
      throw new ConfigurationException(
          "run " + runId + " was started " + difference + ": give the same, or another --run-id");
    }
    done = directory.isDone() || completeIfCommitted(known);
    if (done) {
      return Optional.empty();
    }
    Optional<String> checkpoint = latest.in(directory.uri());
    if (checkpoint.isEmpty()
        && config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE
        && !outputs.committed(known).isNone()) {
      throw new IOException(
          "run "
              + runId
              + " has written records, and no checkpoint is left to go on from in "
              + directory.uri()
              + ": take another --run-id");
    }
    return checkpoint;
  }

  /** Where this run left its record elsewhere, to begin anew would be to write it all twice. */
  private void checkUnknown() throws IOException, ConfigurationException {
    if (!outputs.committedOf(runId).isNone()) {
      throw new ConfigurationException(
          "run "
              + runId
              + " has written records, but left no run.json in "
              + directory.uri()
              + ": give the --checkpoint.directory and --job.name of its first start, or another"
              + " --run-id");
    }
  }

  /** A run that was broken off between its last commit and the mark that it is done. */
  private boolean completeIfCommitted(RunRecord known) throws IOException {
    Optional<Tally> sum = directory.summary();
    if (sum.isEmpty() || !outputs.committed(known).isAllOf(sum.get())) {
      return false;
    }
    directory.markDone();
    return true;
  }

  /** Whether there is nothing left to do. */
  public boolean isDone() {
    return done;
  }

  /**
   * If nothing is to be done but to say what would be.
   *
   * @throws ConfigurationException if it can't be done as asked
   * @throws IOException if something can't be reached
   */
  public Optional<DryRun> dryRun() throws IOException, ConfigurationException {
    if (!options.dryRun()) {
      return Optional.empty();
    }
    new Access(config).check(Needs.ofPreview(config, options.model() != null));
    return Optional.of(new DryRun(config, options, plan.preview()));
  }

  /** Adds the graph and those who count along. To be called after {@link #prepare}. */
  public void define(StreamExecutionEnvironment env) {
    RunRecord planned = requireNonNull(run);
    KafkaEndpoints kafka = new KafkaEndpoints(config);
    Streams streams =
        ReviewScoringGraph.define(
            env,
            config,
            kafka.replay(
                planned.span(),
                planned.range(),
                ControlLog.decided(planned.decisions()),
                options.maxRate()),
            kafka.sinks(runId));
    Tallies.count(streams, planned.range(), directory.uri());
  }

  /** The name of the accumulator of the records that were read. */
  public String progressName() {
    return TallyOperator.READ;
  }

  /** At most so many records are read in all. */
  public long size() {
    return requireNonNull(run).span().size();
  }

  /**
   * To be called when the job has ended well. With exactly-once delivery looks whether all that was
   * counted is there to be read: a run that went on after its transactions' timeout may have lost
   * what the brokers had aborted by then.
   *
   * @param say takes a line for the user while transactions of others are waited for
   * @throws IOException if it is not there once; the run is not done then
   */
  public void complete(Consumer<String> say) throws IOException {
    if (config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      outputs.check(requireNonNull(run), sum(), say);
    }
    directory.markDone();
    done = true;
  }

  /** What is going to be done, a line each. */
  public List<String> plan() {
    return new Report(config, requireNonNull(run)).plan();
  }

  /** What was done, a line each; to be called when it is. */
  public List<String> summary() throws IOException {
    return new Report(config, requireNonNull(run)).summary(sum(), comparison);
  }

  private Tally sum() throws IOException {
    return directory
        .summary()
        .orElseThrow(() -> new IOException("no summary.json in " + directory.uri()));
  }

  /**
   * Why perhaps not all was read that was asked for, a line each; to be called when the run is
   * done.
   */
  public List<String> gaps() throws IOException {
    List<String> gaps = new ArrayList<>(requireNonNull(run).gaps());
    Duration back = Duration.ofMillis(sum().backMillis);
    if (requireNonNull(run).margin().filter(margin -> back.compareTo(margin) > 0).isPresent()) {
      gaps.add(
          "records' timestamps go back by "
              + back.toSeconds()
              + " s, more than --margin: some may stand where nothing was read");
    }
    return gaps;
  }
}
