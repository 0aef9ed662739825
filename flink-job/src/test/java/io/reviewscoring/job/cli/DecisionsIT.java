package io.reviewscoring.job.cli;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.HungStores;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.Savepoints;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the record of decisions is, and to whom, when jobs, checkpoints and topics change. */
@SuppressWarnings("NullAway.Init")
class DecisionsIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  private TinyBundles.Written model(String version, long seed) {
    return TinyBundles.write(directory, version, seed);
  }

  private static Map<String, String> soon(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("swap.lead", "500ms");
    settings.put("model.retry-interval", "300ms");
    return settings;
  }

  private String latestCheckpoint(JobConfig config) throws Exception {
    return new Checkpoints(JobEnvironment.checkpoints(config)).latest().orElseThrow();
  }

  @Test
  void aHungStoreHoldsUpNoActivationNoRollbackAndNoStartAfterAKill() throws Exception {
    Path pipe = HungStores.pipe(directory.resolve("pipe"));
    try (HungStores silent = HungStores.open();
        var topics = new JobTopics(broker, "hung", directory)) {
      JobConfig config =
          topics.config(soon(Map.of("model.load-timeout", "8s", "model.stores", "file:,silent:")));
      TinyBundles.Written first = model("v1", 1);
      topics.activate(first, null);
      JobClient job = JobEnvironment.startLocally(config, null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      topics.command(new ModelCommand("pipe", pipe.toString(), "00".repeat(32), null));
      topics.command(new ModelCommand("socket", silent.uri("m.zip"), "00".repeat(32), null));
      topics.activate(model("v2", 2), null);
      topics.activate(first, null);

      assertThat(topics.awaitStatuses(ACCEPTED, 3))
          .extracting(ModelStatus::version)
          .containsExactly("v1", "v2", "v1");
      assertThat(topics.awaitStatuses(ModelStatus.State.STALLED, 2)).hasSize(2);

      JobTopics.kill(job);
      JobClient again = JobEnvironment.startLocally(config, latestCheckpoint(config));
      topics.review("r", "p", System.currentTimeMillis(), "a very good film");
      topics.flush();
      assertThat(topics.await("hung-sentiment", all -> !all.isEmpty())).hasSize(1);
      Thread.sleep(3_000); // several checkpoints
      JobTopics.kill(again);
      assertThat(topics.awaitStatuses(ACCEPTED, 3)).as("told once").hasSize(3);
    } finally {
      HungStores.release(directory);
    }
  }

  @Test
  void anOlderCheckpointThanTheRecordFalsifiesNothing() throws Exception {
    try (var topics = new JobTopics(broker, "older", directory)) {
      JobConfig config =
          topics.config(soon(Map.of("flink.execution.checkpointing.num-retained", "1000")));
      topics.activate(model("v0", 9), null);
      JobClient job = JobEnvironment.startLocally(config, null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      String savepoint = Savepoints.of(job, directory);
      topics.activate(model("v1", 1), null);
      topics.activate(model("v2", 2), "2026-01-01T00:00:00Z");
      List<ModelStatus> told = topics.awaitStatuses(ACCEPTED, 3);
      JobTopics.kill(job);

      JobClient again = JobEnvironment.startLocally(config, savepoint);
      topics.activate(model("v3", 3), null);
      List<ModelStatus> all = topics.awaitStatuses(ACCEPTED, 4);
      JobTopics.kill(again);
      assertThat(all.subList(0, 3)).isEqualTo(told);
      assertThat(all).extracting(ModelStatus::version).containsExactly("v0", "v1", "v2", "v3");
    }
  }

  @Test
  void aControlTopicMadeAnewIsAnotherOneWithAndWithoutState() throws Exception {
    try (var topics = new JobTopics(broker, "control-anew", directory)) {
      JobConfig config = topics.config(soon(Map.of()));
      TinyBundles.Written first = model("v1", 1);
      topics.activate(first, null);
      topics.activate(model("v2", 2), null);
      JobClient job = JobEnvironment.startLocally(config, null);
      topics.awaitStatuses(ACCEPTED, 2);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      Thread.sleep(1_500); // a checkpoint that knows of both
      JobTopics.kill(job);
      String checkpoint = latestCheckpoint(config);

      JobTopics.makeAnew(config, config.controlTopic());
      topics.activate(first, null);
      JobClient without = JobEnvironment.startLocally(config, null);
      List<ModelStatus> accepted = topics.awaitStatuses(ACCEPTED, 3);
      assertThat(accepted).extracting(ModelStatus::version).containsExactly("v1", "v2", "v1");
      JobTopics.kill(without);

      JobTopics.makeAnew(config, config.controlTopic());
      topics.activate(model("v3", 3), null);
      JobClient with = JobEnvironment.startLocally(config, checkpoint);
      accepted = topics.awaitStatuses(ACCEPTED, 4);
      JobTopics.kill(with);
      assertThat(accepted).extracting(ModelStatus::version).containsExactly("v1", "v2", "v1", "v3");
      assertThat(accepted).extracting(ModelStatus::controlOffset).containsExactly(0L, 1L, 0L, 0L);
    }
  }

  @Test
  void aDecisionWhoseRecordIsLostIsToldAgain() throws Exception {
    try (var topics = new JobTopics(broker, "lost", directory)) {
      JobConfig config = topics.config(soon(Map.of()));
      topics.activate(model("v1", 1), null);
      JobClient job = JobEnvironment.startLocally(config, null);
      List<ModelStatus> told = topics.awaitStatuses(ACCEPTED, 1);
      Thread.sleep(1_500); // a checkpoint that knows that it was told
      JobTopics.kill(job);

      JobTopics.makeAnew(config, config.statusTopic());
      JobClient again = JobEnvironment.startLocally(config, latestCheckpoint(config));
      assertThat(topics.awaitStatuses(ACCEPTED, 1)).isEqualTo(told);
      JobTopics.kill(again);
    }
  }

  @Test
  void twoJobsThatShareAStatusTopicReplayByTheirOwnDecisions() throws Exception {
    try (var topics = new JobTopics(broker, "one", directory);
        var others = new JobTopics(broker, "two", directory)) {
      JobConfig two = others.config(soon(Map.of("status.topic", "one-status")));
      others.activate(model("v2", 2), null);
      JobClient other = JobEnvironment.startLocally(two, null);
      assertThat(topics.awaitStatuses(ACCEPTED, 1)).hasSize(1);
      // Killed with a status on its way, its open transaction would hide the other job's.
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      JobTopics.kill(other);

      topics.activate(model("v1", 1), null);
      JobClient job = JobEnvironment.startLocally(topics.config(soon(Map.of())), null);
      List<ModelStatus> accepted = topics.awaitStatuses(ACCEPTED, 2);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 2);
      topics.review("r", "p", System.currentTimeMillis() - 60_000, "a very good film");
      topics.flush();
      assertThat(topics.await("one-sentiment", all -> !all.isEmpty()))
          .singleElement()
          .satisfies(event -> assertThat(event.get("modelVersion").asText()).isEqualTo("v1"));
      JobTopics.kill(job);
      assertThat(accepted).extracting(ModelStatus::version).containsExactly("v2", "v1");
    }
  }
}
