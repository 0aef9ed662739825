package io.reviewscoring.job.cli;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static io.reviewscoring.job.message.RoleChange.Kind.ACTIVATE;
import static io.reviewscoring.job.message.RoleChange.Kind.CANARY;
import static io.reviewscoring.job.message.RoleChange.Kind.PROMOTE;
import static io.reviewscoring.job.message.RoleChange.Kind.ROLLBACK;
import static io.reviewscoring.job.message.RoleChange.Kind.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.Savepoints;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An experiment by its commands, over a restart from an older checkpoint and one without any. */
@SuppressWarnings("NullAway.Init")
class ExperimentIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  private JobTopics topics;

  private CommandOutput command(String name, String... more) {
    return CommandOutput.of(topics.options(name, more));
  }

  private CommandOutput publish(TinyBundles.Written model, String role, String share) {
    return command(
        "publish",
        "--model=" + model.file(),
        "--store=" + directory.resolve("store"),
        role + "=" + share,
        "--experiment=e",
        "--wait=active");
  }

  private CommandOutput status(String... more) {
    List<String> words = new ArrayList<>(List.of("experiment", "status"));
    words.addAll(List.of(more));
    words.addAll(topics.arguments(Map.of()));
    return CommandOutput.of(words.toArray(String[]::new));
  }

  private static void assertDone(CommandOutput output, String words) {
    assertThat(output.code()).as(output.err()).isZero();
    assertThat(output.out()).contains(words);
  }

  @Test
  void aCandidateIsTriedGrowsIsPromotedAndRolledBack() throws Exception {
    try (var own = new JobTopics(broker, "roles", directory)) {
      topics = own;
      JobConfig config =
          topics.config(
              Map.of("swap.lead", "500ms", "flink.execution.checkpointing.num-retained", "1000"));
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job = JobEnvironment.startLocally(config, null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      TinyBundles.Written candidate = TinyBundles.write(directory, "c", 2);
      TinyBundles.Written shadow = TinyBundles.write(directory, "s", 3);

      assertDone(publish(candidate, "--canary", "0.1"), "candidate for 10 % in experiment e from");
      String savepoint = Savepoints.of(job, directory);
      assertDone(publish(shadow, "--shadow", "0.3"), "shadow of 30 % in experiment e from");
      assertDone(publish(candidate, "--canary", "0.5"), "candidate for 50 % in experiment e from");
      CommandOutput other = command("end", "f", "--wait=accepted");
      assertThat(other.code()).isEqualTo(1);
      assertThat(other.err())
          .contains("rejected: no experiment f runs then, but e")
          .hasLineCount(1);
      assertThat(status().out())
          .containsPattern("(?m)^in force     v1, since ")
          .containsPattern("(?m)^experiment   e, since ")
          .containsPattern("(?m)^candidate    c, 50 % of the reviews, since ")
          .containsPattern("(?m)^shadow       s, 30 % of the reviews, since ")
          .contains("compared     nothing yet in experiment e");
      CommandOutput unknown = status("--experiment=f");
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.err())
          .contains("no experiment f of job ", " is recorded; recorded: e")
          .hasLineCount(1);
      JobTopics.kill(job);

      job = JobEnvironment.startLocally(config, savepoint);
      assertDone(command("promote", "e", "--wait=active"), "accepted   c, in force from ");
      topics.review("r", "p", System.currentTimeMillis(), "a very good film");
      topics.flush();
      assertThat(topics.await("roles-sentiment", all -> !all.isEmpty()))
          .singleElement()
          .satisfies(event -> assertThat(event.get("modelVersion").asText()).isEqualTo("c"));
      assertDone(command("rollback", "--wait=accepted"), "accepted   v1, in force from ");
      JobTopics.kill(job);

      job = JobEnvironment.startLocally(config, null);
      assertDone(command("rollback", "--wait=accepted"), "accepted   c, in force from ");
      JobTopics.kill(job);
      List<ModelStatus> accepted = topics.awaitStatuses(ACCEPTED, 7);
      assertThat(accepted)
          .extracting(ModelStatus::kind)
          .as("each told once")
          .containsExactly(ACTIVATE, CANARY, SHADOW, CANARY, PROMOTE, ROLLBACK, ROLLBACK);
    }
  }
}
