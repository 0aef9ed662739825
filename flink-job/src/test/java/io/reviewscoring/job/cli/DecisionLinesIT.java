package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.ModelStatus.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells of the models that come. */
class DecisionLinesIT {
  private static final String NAME = "told";

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void ofTheModelGivenAtTheStartOnlyWhatKeepsItFromScoringIsTold() throws Exception {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    try (var topics = new JobTopics(broker, NAME, directory);
        var lines = DecisionLines.start(topics.config(Map.of()), said::add)) {
      assertThat(lines).isNotNull();
      long initial = ModelStatus.INITIAL_OFFSET;
      for (ModelStatus status :
          List.of(
              status("given", State.STALLED, "store can't be reached", initial, null),
              status("given", State.ACCEPTED, null, initial, null),
              status("given", State.ACTIVE, null, initial, 0),
              status("given", State.STALLED, "it is away", initial, 0),
              status("next", State.ACCEPTED, null, 0, null),
              status("next", State.ACTIVE, null, 0, 0))) {
        topics.record("status.topic", status.version(), Messages.json(status));
      }
      topics.flush();

      assertThat(said.poll(60, TimeUnit.SECONDS))
          .isEqualTo("model        given, stalled: store can't be reached");
      assertThat(said.poll(60, TimeUnit.SECONDS))
          .isEqualTo("model        given, stalled: it is away");
      assertThat(said.poll(60, TimeUnit.SECONDS))
          .isEqualTo("model        next, in force from 1970-01-01T00:00:01Z");
    }
  }

  private static ModelStatus status(
      String version,
      State state,
      @Nullable String reason,
      long offset,
      @Nullable Integer subtask) {
    return new ModelStatus(
            version, state, reason, null, null, 1_000L, "uri", "sha", offset, subtask)
        .withJob(NAME);
  }
}
