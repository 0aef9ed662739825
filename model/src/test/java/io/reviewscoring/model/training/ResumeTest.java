package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.text.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that end before their end. */
class ResumeTest {
  private static final Preset TAUGHT = Presets.taught().build();
  private static final Preset TINY = Presets.tiny().build();

  @TempDir Path folder;

  private List<WeightedSource> sources() throws IOException {
    Path archive = folder.resolve("aclImdb_v1.tar.gz");
    if (!Files.exists(archive)) {
      SyntheticImdb.archive(folder, SyntheticImdb.files(100, 300, 11));
    }
    return LabelledSources.openWithUnlabelled(List.of(archive), StandardCharsets.UTF_8).stream()
        .map(source -> new WeightedSource(source, 1))
        .toList();
  }

  /** As a power cut would. */
  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static TrainingProgress cutIn(int epoch) {
    return new TrainingProgress() {
      @Override
      public void epochStarted(int started, int epochs, int reviews) {
        if (started == epoch) {
          throw new PowerCut();
        }
      }
    };
  }

  private Trainer trainer(Preset preset, long seed, TrainingProgress progress) {
    StateFile states = new StateFile(folder.resolve("state"));
    return new Trainer("tiny", preset, RuleSet.KERAS, seed, progress, null, states);
  }

  @Test
  void aTrainingThatWasKilledGoesOnAfterItsLastEpochToTheSameBytes() throws Exception {
    List<WeightedSource> sources = sources();
    byte[] unbroken =
        BundleWriter.bytes(
            new Trainer("tiny", TAUGHT, RuleSet.KERAS, 7, new TrainingProgress() {}, null, null)
                .train(sources, "test-1")
                .orElseThrow()
                .bundle());
    for (int epoch : new int[] {2, 4}) {
      assertThatThrownBy(() -> trainer(TAUGHT, 7, cutIn(epoch)).train(sources, "test-1"))
          .isInstanceOf(PowerCut.class);
    }
    List<Integer> epochs = new ArrayList<>();
    TrainingProgress progress =
        new TrainingProgress() {
          @Override
          public void epochStarted(int epoch, int all, int reviews) {
            epochs.add(epoch);
          }
        };
    TrainedModel resumed = trainer(TAUGHT, 7, progress).train(sources, "test-1").orElseThrow();
    assertThat(epochs).containsExactly(4, 5);
    assertThat(resumed.history().epochs()).hasSize(5);
    assertThat(BundleWriter.bytes(resumed.bundle())).isEqualTo(unbroken);
  }

  @Test
  void whatAnotherTrainingOrABrokenDiskLeftIsNotGoneOnFrom() throws Exception {
    assertThatThrownBy(() -> trainer(TINY, 7, cutIn(3)).train(sources(), "test-1"))
        .isInstanceOf(PowerCut.class);
    Path state = folder.resolve("state");
    byte[] bytes = Files.readAllBytes(state);
    for (int spoilt : new int[] {0, 70, bytes.length - 1}) {
      byte[] other = bytes.clone();
      other[spoilt] ^= 1;
      Files.write(state, other);
      assertThat(firstEpoch(TINY, 7)).as("byte %d", spoilt).isEqualTo(1);
    }
    Files.write(state, bytes);
    assertThat(firstEpoch(TINY, 8)).isEqualTo(1);
    Files.write(state, bytes);
    assertThat(firstEpoch(Presets.tiny().batchSize(9).build(), 7)).isEqualTo(1);
    Files.write(state, bytes);
    assertThat(firstEpoch(TINY, 7)).isEqualTo(3);
  }

  private int firstEpoch(Preset preset, long seed) throws Exception {
    List<Integer> started = new ArrayList<>();
    TrainingProgress progress =
        new TrainingProgress() {
          @Override
          public void epochStarted(int epoch, int epochs, int reviews) {
            started.add(epoch);
            throw new PowerCut();
          }
        };
    assertThatThrownBy(() -> trainer(preset, seed, progress).train(sources(), "test-1"))
        .isInstanceOf(PowerCut.class);
    return started.get(0);
  }
}
