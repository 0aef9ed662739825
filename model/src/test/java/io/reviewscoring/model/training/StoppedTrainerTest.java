package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.text.RuleSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are told to stop. */
class StoppedTrainerTest {

  /** Stops at the first step of an epoch. */
  private static final class StopIn implements TrainingProgress {
    private final int epoch;
    private Runnable stop = () -> {};

    StopIn(int epoch) {
      this.epoch = epoch;
    }

    @Override
    public void epochStarted(int started, int epochs, int reviews) {
      if (started == epoch) {
        stop.run();
      }
    }
  }

  /** Stops when a stage begins. */
  private static final class StopAt implements TrainingProgress {
    private final String stage;
    private final List<String> begun;
    private Runnable stop = () -> {};

    StopAt(String stage, List<String> begun) {
      this.stage = stage;
      this.begun = begun;
    }

    @Override
    public void stage(String text) {
      begun.add(text);
      if (text.startsWith(stage)) {
        stop.run();
      }
    }

    @Override
    public void epochStarted(int epoch, int epochs, int reviews) {
      begun.add("epoch " + epoch);
    }
  }

  @TempDir Path folder;
  private List<WeightedSource> data;

  @BeforeEach
  void readData() throws Exception {
    Path archive = SyntheticImdb.archive(folder, SyntheticImdb.files(100, 300, 11));
    data =
        List.of(
            new WeightedSource(
                LabelledSources.openWithUnlabelled(List.of(archive), StandardCharsets.UTF_8).get(0),
                1));
  }

  @Test
  void stoppedInALaterEpochItKeepsTheBestSoFar() throws Exception {
    assertThat(stoppedIn(2))
        .get()
        .extracting(model -> model.bundle().manifest().provenance().settings().get("bestEpoch"))
        .isEqualTo("1");
  }

  @Test
  void stoppedInTheFirstEpochThereIsNoBundle() throws Exception {
    assertThat(stoppedIn(1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Counting the words",
        "Learning the n-grams",
        "What the n-grams leave over",
        "Learning them from the held-out reviews",
        "Learning word vectors"
      })
  void stoppedBeforeTheFirstEpochItBeginsNothingMore(String stage) throws Exception {
    List<String> begun = new ArrayList<>();
    StopAt progress = new StopAt(stage, begun);
    Trainer trainer =
        new Trainer("tiny", Presets.taught().build(), RuleSet.KERAS, 7, progress, null, null);
    progress.stop = trainer::stop;
    assertThat(trainer.train(data, "test-1")).isEmpty();
    assertThat(begun.get(begun.size() - 1)).startsWith(stage);
  }

  private Optional<TrainedModel> stoppedIn(int epoch) throws Exception {
    StopIn progress = new StopIn(epoch);
    Trainer trainer =
        new Trainer("tiny", Presets.tiny().build(), RuleSet.KERAS, 7, progress, null, null);
    progress.stop = trainer::stop;
    return trainer.train(data, "test-1");
  }
}
