package io.reviewscoring.job.backfill;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.BundleExaminer;
import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.job.control.DecisionRecord;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.parse.EventTimeRange;
import io.reviewscoring.job.signature.RecordCheck;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** By which decisions a backfill scores: the recorded ones, or a pinned model from ever on. */
final class ModelChoice {
  private final JobConfig config;
  private final String job;
  private final ControlTopic control;

  /**
   * @param job the live one, whose decisions count
   */
  ModelChoice(JobConfig config, String job) {
    this.config = config;
    this.job = job;
    this.control = new ControlTopic(config, job);
  }

  /**
   * The decisions of the status topic that the range needs.
   *
   * @throws ConfigurationException if there are none, or a bundle is not in the archive
   * @throws IOException if the brokers or the archive can't be reached
   */
  List<ModelStatus> recorded(EventTimeRange range) throws IOException, ConfigurationException {
    List<ModelStatus> decisions = record().during(range.from(), range.to());
    if (decisions.isEmpty()) {
      throw new ConfigurationException(
          "no model was ever accepted by job "
              + job
              + " on topic "
              + config.statusTopic()
              + ": give --model FILE, or the live job's --job.name");
    }
    for (ModelStatus decision : decisions) {
      checkArchived(decision);
    }
    return decisions;
  }

  /** What is recorded, if it is what trusted keys signed. */
  private DecisionRecord record() throws IOException, ConfigurationException {
    DecisionRecord record = DecisionRecord.of(control.decidedRecords());
    try {
      RecordCheck.of(control.trust()).check(record.accepted());
      return record;
    } catch (IOException e) {
      throw new ConfigurationException("--model.trusted-keys: " + e.getMessage());
    } catch (RecordCheck.UntrustedException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()));
    }
  }

  /** A version that was accepted once; of several bundles the last. */
  List<ModelStatus> ofVersion(String version) throws IOException, ConfigurationException {
    ModelStatus accepted =
        record()
            .ofVersion(version)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "--model-version: topic "
                            + config.statusTopic()
                            + " has no accepted model "
                            + version
                            + " of job "
                            + job));
    checkArchived(accepted);
    return List.of(pinned(accepted.version(), accepted.sha256(), accepted.uri()));
  }

  /** A bundle, which is examined and archived. */
  List<ModelStatus> ofBundle(String uri) throws IOException, ConfigurationException {
    try {
      var admitted = new BundleExaminer(ReviewScoringGraph.gateSettings(config)).admit(uri);
      return List.of(pinned(admitted.version(), admitted.sha256(), uri));
    } catch (BundleExaminer.RefusedException e) {
      throw new ConfigurationException("--model " + uri + " can't be used: " + e.getMessage());
    }
  }

  /** A bundle, which is only looked at. */
  List<ModelStatus> previewOfBundle(String uri) throws IOException, ConfigurationException {
    try {
      byte[] bytes = BundleStore.read(new Path(uri), config.modelMaxBytes());
      String version = BundleReader.read(bytes).manifest().modelVersion();
      return List.of(pinned(version, Sha256.hex(bytes), uri));
    } catch (BundleException e) {
      throw new ConfigurationException("--model " + uri + " can't be used: " + e.reason());
    } catch (FileNotFoundException | BundleStore.TooLargeException e) {
      throw new ConfigurationException("--model " + uri + " can't be used: " + e.getMessage());
    }
  }

  private static ModelStatus pinned(String version, @Nullable String sha256, @Nullable String uri) {
    return new ModelStatus(
        version,
        ModelStatus.State.ACCEPTED,
        null,
        null,
        0L,
        0L,
        uri,
        sha256,
        ModelStatus.INITIAL_OFFSET,
        null);
  }

  private void checkArchived(ModelStatus decision) throws IOException, ConfigurationException {
    Path bundle = BundleStore.archived(config.modelDirectory(), requireNonNull(decision.sha256()));
    if (!bundle.getFileSystem().exists(bundle)) {
      throw new ConfigurationException(
          "model "
              + decision.version()
              + " is not in --model.directory "
              + config.modelDirectory()
              + ": give the live job's");
    }
  }
}
