package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SubtaskModelsTest {
  private static final Duration SOON = Duration.ofMillis(200);

  /** For loads that come, on however busy a machine. */
  private static final Duration LATE = Duration.ofSeconds(50);

  private static final Duration RETRY = Duration.ofMillis(20);

  @TempDir Path directory;

  private final List<SubtaskModels> opened = new ArrayList<>();
  private int scorers;

  @AfterEach
  void close() {
    opened.forEach(SubtaskModels::close);
  }

  private SubtaskModels models(int maxTokens, Duration loadTimeout) {
    return models(archive(), maxTokens, loadTimeout);
  }

  private SubtaskModels models(String archive, int maxTokens, Duration loadTimeout) {
    SubtaskModels models =
        new SubtaskModels(
            new ScoreSettings(
                archive,
                1 << 20,
                maxTokens,
                loadTimeout,
                RETRY,
                Duration.ofHours(1),
                1_000,
                List.of(),
                5),
            model -> {
              scorers++;
              return model.newBatchScorer();
            },
            1,
            0,
            new ScoreMetrics(
                UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(),
                Clock.systemUTC()));
    opened.add(models);
    return models;
  }

  private String archive() {
    return directory.resolve("archive").toString();
  }

  private Decision decided(TinyBundles.Written bundle, int at) {
    return new Decision(bundle.version(), bundle.sha256(), at, at);
  }

  private TinyBundles.Written archived(String version, long seed) throws IOException {
    return TinyBundles.write(directory, version, seed).archivedIn(archive());
  }

  @Test
  void reviewsOfManyModelsInAnyOrderOpenEachModelOnce() throws Exception {
    SubtaskModels models = models(512, LATE);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      decisions.add(decided(archived("v" + i, i), i));
    }
    for (int round = 0; round < 3; round++) {
      for (Decision decision : decisions) {
        assertThat(models.ready(decision, true)).isNotNull();
      }
    }
    assertThat(scorers).isEqualTo(12);
  }

  @Test
  void aModelThatReadsMoreThanIsEncodedEndsTheJobAndSaysWhatToDo() throws Exception {
    SubtaskModels models = models(TinyBundles.LENGTH - 1, LATE);
    Decision decision = decided(archived("v1", 1), 0);

    assertThatThrownBy(() -> tryOn(models, decision))
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessage("model v1 reads 20 tokens, --encode.max-tokens is 19: give 20 or more");
  }

  @Test
  void aDecidedModelThatStaysMissingInTheArchiveFailsTheJob() throws Exception {
    SubtaskModels models = models(512, SOON);
    Decision decision = decided(TinyBundles.write(directory, "v1", 1), 0);

    long start = System.nanoTime();
    assertThat(models.ready(decision, false)).as("it may come yet").isNull();
    assertThat(models.news())
        .singleElement()
        .satisfies(status -> assertThat(status.state()).isEqualTo(ModelStatus.State.STALLED));
    assertThatThrownBy(() -> tryOn(models, decision))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("model v1 is not in --model.directory", "one place for all");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SOON);
  }

  @Test
  void anArchiveThatThisMachineHasNoFileSystemForFailsTheJobAtOnce() throws Exception {
    SubtaskModels models = models("nowhere:///models", 512, LATE);
    Decision decision = decided(TinyBundles.write(directory, "v1", 1), 0);

    assertThatThrownBy(() -> models.ready(decision, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "--model.directory nowhere:///models can't be used on this machine: Could not find");
  }

  /** Asks for a model until that fails, for a while. */
  private static void tryOn(SubtaskModels models, Decision decision) throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      assertThat(models.ready(decision, false)).isNull();
      Thread.sleep(10);
    }
  }
}
