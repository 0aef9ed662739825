package io.reviewscoring.bench.job;

import io.reviewscoring.job.cli.JobEnvironment;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.kafka.KafkaEndpoints;
import io.reviewscoring.job.score.ScoreOperator;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/** The job in a mini cluster of this process, with an engine of the benchmark in its graph. */
final class MeasuredJob implements AutoCloseable {
  private final JobClient client;

  private MeasuredJob(JobClient client) {
    this.client = client;
  }

  /**
   * Starts it.
   *
   * @param bundle file of the model that the job is configured with
   */
  static MeasuredJob start(JobConfig config, JobEngine engine, Path bundle) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            config.parallelism(), JobEnvironment.settings(config));
    KafkaEndpoints kafka = new KafkaEndpoints(config);
    ReviewScoringGraph.define(
        env, config, kafka.sources(), kafka.sinks(), scorer(config, engine, bundle));
    return new MeasuredJob(env.executeAsync(config.jobName()));
  }

  private static ScoreOperator scorer(JobConfig config, JobEngine engine, Path bundle) {
    String file = bundle.toString();
    SerializableFunction<ScoringModel, TextBatchScorer> scorers =
        switch (engine.kind()) {
          case OWN -> ScoringModel::newBatchScorer;
          case NONE -> NoScore::of;
          case ONNXRUNTIME, DL4J -> model -> EngineTexts.open(engine, read(file));
        };
    return new ScoreOperator(
        ReviewScoringGraph.scoreSettings(config),
        StartLine.opening(config, scorers),
        Math.max(ScoreOperator.BATCH, engine.batch()));
  }

  private static ModelBundle read(String file) {
    try {
      return BundleReader.read(Path.of(file));
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Fails if the job has ended.
   *
   * @throws IllegalStateException with the reason
   */
  void check() throws InterruptedException {
    try {
      client.getJobExecutionResult().get(0, TimeUnit.MILLISECONDS);
      throw new IllegalStateException("the job has ended");
    } catch (TimeoutException e) {
      // It runs.
    } catch (ExecutionException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new IllegalStateException("the job failed: " + root.getMessage(), e);
    }
  }

  /** Cancels the job and waits until it has ended. */
  @Override
  public void close() {
    JobEnvironment.cancel(client);
  }
}
