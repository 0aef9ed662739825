package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import java.time.Clock;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job on a cluster: the main class for {@code flink run}, with the options of {@code run}.
 * Where to resume from is Flink's to say ({@code -s}).
 */
public final class ReviewScoringJob {
  private ReviewScoringJob() {}

  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.parse(args);
    checkShared("checkpoint.directory", config.checkpointDirectory());
    checkShared("model.directory", config.modelDirectory());
    if (config.model() != null) {
      checkShared("model", config.model());
    }
    new Readiness(config, Clock.systemUTC()).check();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(JobEnvironment.settings(config), ReviewScoringJob.class.getClassLoader());
    JobEnvironment.define(env, config);
    env.execute(config.jobName());
  }

  /** A bare path would be another directory on each machine. */
  private static void checkShared(String option, String place) throws ConfigurationException {
    if (!JobEnvironment.isUri(place)) {
      throw new ConfigurationException(
          "--"
              + option
              + ": on a cluster it must be a URI that all machines reach, such as s3://… or"
              + " file:///…");
    }
  }
}
