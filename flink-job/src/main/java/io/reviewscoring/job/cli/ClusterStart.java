package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Whether a job on a cluster starts where it was. Flink is told that from outside ({@code -s}), or
 * knows by itself: with high availability it runs {@code main} again after a failure of the
 * JobManager, under the job's old id and with nothing to continue from.
 */
final class ClusterStart {
  private final JobConfig config;
  private final ReadableConfig cluster;

  ClusterStart(JobConfig config, ReadableConfig cluster) {
    this.config = config;
    this.cluster = cluster;
  }

  /**
   * @throws CommandException saying what to do, if the job would begin anew beside its checkpoints
   * @throws IOException if these can't be looked for
   */
  void check() throws CommandException, IOException {
    if (cluster.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
        || config.resume().equals("none")) {
      return;
    }
    Optional<String> latest = new Checkpoints(JobEnvironment.checkpoints(config)).latest();
    if (latest.isPresent() && !isKnown(latest.get())) {
      throw new CommandException(
          CommandException.USAGE,
          "there are checkpoints of %s: go on with `flink run -s %s`, or begin anew with --resume none"
              .formatted(config.jobName(), latest.get()));
    }
  }

  private boolean isKnown(String checkpoint) {
    return cluster.get(HighAvailabilityOptions.HA_MODE) != null
        && !cluster.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("NONE")
        && cluster
            .getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID)
            .filter(id -> checkpoint.contains("/" + id + "/"))
            .isPresent();
  }
}
