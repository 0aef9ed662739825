package io.reviewscoring.job.cli;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that has trusted keys, by the commands that people give. */
@SuppressWarnings("NullAway.Init")
class SigningIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  private Path keys() {
    return directory.resolve("keys");
  }

  /** As its owner makes and hands it in. */
  private void trust(String name) throws Exception {
    CommandOutput made = CommandOutput.of("keys", "generate", "--out=" + directory.resolve(name));
    assertThat(made.code()).as(made.err()).isZero();
    Files.createDirectories(keys());
    Files.move(directory.resolve(name + ".pem"), keys().resolve(name + ".pem"));
  }

  private CommandOutput publish(JobTopics topics, String version, String... more) {
    Path model = TinyBundles.write(directory, version, version.hashCode()).file();
    String[] own = {"--model=" + model, "--store=" + directory.resolve("store")};
    return CommandOutput.of(
        topics.options(
            "publish", Stream.concat(Stream.of(own), Stream.of(more)).toArray(String[]::new)));
  }

  private String by(String name) {
    return "--sign=" + directory.resolve(name + ".key");
  }

  private static void reviews(JobTopics topics, int from, int to) {
    IntStream.range(from, to).forEach(topics::review);
    topics.flush();
  }

  @Test
  void aJobFollowsItsKeysWhileTheyRotateAndNoRecordThatNobodySigned() throws Exception {
    trust("alice");
    try (var topics = new JobTopics(broker, "signed", directory)) {
      Map<String, String> options =
          Map.of("model.trusted-keys", keys().toString(), "swap.lead", "500ms");
      JobConfig config = topics.config(options);
      assertThat(publish(topics, "v1", by("alice")).code()).isZero();
      JobClient job = JobEnvironment.startLocally(config, null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);

      reviews(topics, 0, 100);
      CommandOutput unsigned = publish(topics, "v2", "--wait=accepted");
      assertThat(unsigned.code()).isEqualTo(1);
      assertThat(unsigned.err()).contains("rejected: it is not signed").hasLineCount(1);
      trust("bob");
      CommandOutput signed = publish(topics, "v2", by("bob"), "--wait=accepted");
      assertThat(signed.code()).as(signed.err()).isZero();
      Keys.retire(keys(), "alice");
      reviews(topics, 100, 200);
      CommandOutput retired = publish(topics, "v3", by("alice"), "--wait=accepted");
      assertThat(retired.code()).isEqualTo(1);
      assertThat(retired.err()).contains("signed by a key that is retired");
      topics.await("signed-sentiment", all -> all.size() >= 200);
      JobTopics.kill(job);

      JobClient again = JobEnvironment.startLocally(config, null);
      assertThat(topics.await("signed-sentiment", all -> all.size() >= 200))
          .hasSizeGreaterThan(199);
      assertThat(publish(topics, "v4", by("bob"), "--wait=accepted").code()).isZero();
      assertThat(topics.awaitStatuses(ACCEPTED, 3))
          .extracting(ModelStatus::version)
          .containsExactly("v1", "v2", "v4");

      assertThat(backfill(topics, keys()).out()).contains("models       v1");
      Path others = directory.resolve("others");
      var unused = Keys.trustedIn(others, "eve");
      assertThat(backfill(topics, others).err())
          .contains("the decision recorded of the command at offset 0, model v1 from ")
          .contains("is signed by none of the trusted keys")
          .hasLineCount(1);

      forge(topics);
      // While the job runs: one that is killed may leave a transaction that hides what comes after.
      topics.awaitStatuses(ACCEPTED, 4);
      JobTopics.kill(again);
      CommandOutput refused =
          CommandOutput.of(topics.options("run", "--model.trusted-keys=" + keys()));
      assertThat(refused.code()).as(refused.out()).isEqualTo(2);
      assertThat(refused.err())
          .contains("at offset 99, model v1 from ", "is not signed")
          .hasLineCount(1);
    }
  }

  private static CommandOutput backfill(JobTopics topics, Path keys) {
    return CommandOutput.of(
        topics.options(
            "backfill",
            "--run-id=signed",
            "--from-offsets=0=0,1=0,2=0,3=0",
            "--dry-run",
            "--model.trusted-keys=" + keys));
  }

  /** A decision that no gate has made. */
  private static void forge(JobTopics topics) throws Exception {
    ModelStatus first = topics.awaitStatuses(ACCEPTED, 1).get(0);
    ModelStatus forged =
        new ModelStatus(
                "v1",
                ACCEPTED,
                null,
                null,
                null,
                System.currentTimeMillis(),
                first.uri(),
                first.sha256(),
                99,
                null)
            .withControlTopicId(first.controlTopicId())
            .withJob("signed");
    topics.record("status.topic", "v1", Messages.json(forged));
    topics.flush();
  }

  @Test
  void aFolderThatHoldsNoKeyIsToldBeforeTheStart() throws Exception {
    Files.createDirectories(keys());
    Files.writeString(keys().resolve("note.pem"), "no key");
    try (var topics = new JobTopics(broker, "keyless", directory)) {
      for (String wrong : List.of(keys().toString(), directory.resolve("none").toString())) {
        CommandOutput refused =
            CommandOutput.of(topics.options("run", "--model.trusted-keys=" + wrong));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--model.trusted-keys: ", wrong).hasLineCount(1);
      }
    }
  }
}
