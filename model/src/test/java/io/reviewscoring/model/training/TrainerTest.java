package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final Preset TINY = tiny(null, Preset.Schedule.CONSTANT, 0, null);

  private static final Preset TAUGHT =
      tiny(
          Architecture.EMBEDDING_CONV_LSTM_MAX,
          Preset.Schedule.LINEAR,
          0.2,
          new Preset.Teacher(2, 2, 1, 2));

  private static Preset tiny(
      @Nullable String type,
      Preset.Schedule schedule,
      double denseDropout,
      Preset.@Nullable Teacher teacher) {
    return new Preset(
        "For tests.",
        type,
        40,
        12,
        8,
        0.25,
        6,
        3,
        2,
        5,
        denseDropout,
        0.02,
        schedule,
        8,
        5,
        30,
        teacher);
  }

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

  @TempDir Path folder;
  private ImdbDataset data;

  @BeforeEach
  void readData() throws Exception {
    data = ImdbDataset.read(SyntheticImdb.archive(folder, SyntheticImdb.files(100, 11)));
  }

  @Test
  void sameSeedAndDataGiveTheSameBytes() throws Exception {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    Path other = folder.resolve("other.zip");
    BundleWriter.write(train(7), first);
    BundleWriter.write(train(7), second);
    BundleWriter.write(train(8), other);
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(Files.mismatch(first, other)).isNotNegative();
  }

  @Test
  void whatTheBundleSaysOfItselfIsWhatTheScorerMeasures() throws Exception {
    Path file = folder.resolve("model.zip");
    BundleWriter.write(train(7), file);
    ModelBundle read = BundleReader.read(file);
    ScoringModel model = ScoringModel.of(read);
    model.checkGoldens(read.goldens());
    Evaluation test = new BulkScorer(model, 2).evaluate(data.reviews(ImdbDataset.Split.TEST));
    assertThat(test.accuracy()).isGreaterThan(0.9);
    assertThat(read.manifest().provenance().metrics())
        .containsEntry("test.accuracy", test.accuracy())
        .containsEntry("validation.reviews", 30.0)
        .containsEntry("test.logLoss", test.logLoss())
        .containsEntry("test.ece", test.calibrationError())
        .containsEntry("test.accuracy.low", test.accuracyInterval().low())
        .containsEntry("test.accuracy.high", test.accuracyInterval().high());
  }

  @Test
  void theThresholdsHoldOnTheHeldOutReviewsAndTheManifestSaysWhatTheyLeave() throws Exception {
    TrainedModel model = trained(7);
    Manifest manifest = model.bundle().manifest();
    LabelCounts labels = model.validation().labelCounts(manifest.thresholds());
    assertThat(labels.certainAccuracy().getAsDouble()).isGreaterThanOrEqualTo(0.95);
    assertThat(manifest.provenance().metrics())
        .containsEntry("validation.uncertainShare", labels.uncertainShare())
        .containsEntry("validation.certainAccuracy", labels.certainAccuracy().getAsDouble())
        .containsKeys("test.uncertainShare", "test.certainAccuracy", "validation.ece");
    assertThat(manifest.provenance().settings()).containsKeys("temperature", "temperatureShift");
    assertThat(model.validation().size()).isEqualTo(30);
    assertThat(model.test()).get().extracting(ScoredReviews::size).isEqualTo(200);
  }

  @Test
  void theCalibratedModelIsNoMoreSurprisedByTheHeldOutReviewsThanTheTrainedOne() throws Exception {
    TrainedModel model = trained(7);
    TrainingHistory history = model.history();
    TrainingHistory.Epoch best = history.epochs().get(history.best() - 1);
    assertThat(history.epochs()).extracting(TrainingHistory.Epoch::number).startsWith(1, 2);
    // Platt's targets keep thirty reviews that are all right from being scored 0 and 1.
    assertThat(model.validation().evaluation().logLoss())
        .isLessThanOrEqualTo(Math.max(best.validationLoss(), 0.07));
    assertThat(history.epochs())
        .allSatisfy(epoch -> assertThat(epoch.trainingLoss()).isBetween(0.0, 1.0));
  }

  @Test
  void unlabelledReviewsAreLearnedFromWithATeachersScores() throws Exception {
    Path parent = Files.createDirectory(folder.resolve("taught"));
    ImdbDataset more =
        ImdbDataset.readWithUnlabelled(
            SyntheticImdb.archive(parent, SyntheticImdb.files(100, 300, 11)),
            StandardCharsets.UTF_8);
    List<Integer> seen = new ArrayList<>();
    TrainingProgress progress =
        new TrainingProgress() {
          @Override
          public void epochStarted(int epoch, int epochs, int reviews) {
            seen.add(reviews);
          }
        };
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    BundleWriter.write(train(TAUGHT, more, progress), first);
    BundleWriter.write(train(TAUGHT, more, progress), second);
    assertThat(first).hasSameBinaryContentAs(second);
    Provenance provenance = BundleReader.read(first).manifest().provenance();
    assertThat(seen).hasSize(20).containsOnly(170 + 300);
    assertThat(provenance.metrics().get("test.accuracy")).isGreaterThan(0.9);
    assertThat(provenance.settings())
        .containsEntry("unlabelledReviews", "300")
        .containsEntry("schedule", "linear")
        .containsKey("unlabelledSha256");
  }

  @Test
  void aTeacherWithoutUnlabelledReviewsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(TAUGHT, data, new TrainingProgress() {}))
        .withMessageContaining("no unlabelled reviews");
  }

  @Test
  void theEmbeddingBeginsWithTheGivenVectorsAndTheBundleNamesThem() throws Exception {
    Path file = Files.writeString(folder.resolve("words.vec"), "1 8\nfilm 1 2 3 4 5 6 7 8\n");
    WordVectors vectors = WordVectors.open(file);
    ModelBundle bundle =
        new Trainer("tiny", TINY, RuleSet.KERAS, 7, new TrainingProgress() {}, vectors)
            .train(data, "test-1")
            .orElseThrow()
            .bundle();
    int row = 8 * bundle.vocabulary().id("film");
    // A tiny training moves it, but not far.
    assertThat(Arrays.copyOfRange(bundle.weights().embedding(), row, row + 8))
        .usingComparatorWithPrecision(1.0f)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(bundle.manifest().provenance().settings())
        .containsEntry("vectorsSha256", Sha256.hex(file));
  }

  @Test
  void aModelLearnsFromTheTokensOfItsRuleSetAndStatesIt() throws Exception {
    Map<String, String> files = SyntheticImdb.files(100, 11);
    files.replaceAll((name, text) -> "\u2018Film\u2019<br />" + text);
    ImdbDataset spelled = ImdbDataset.read(SyntheticImdb.directory(folder, files));
    ModelBundle bundle =
        new Trainer("tiny", TINY, RuleSet.REVIEW_TEXT, 7, new TrainingProgress() {}, null)
            .train(spelled, "test-1")
            .orElseThrow()
            .bundle();
    assertThat(bundle.manifest().tokenizer()).isEqualTo(RuleSet.REVIEW_TEXT);
    assertThat(bundle.vocabulary().words())
        .contains("film")
        .doesNotContain("br", "\u2018film\u2019");
    ScoringModel.of(bundle).checkGoldens(bundle.goldens());
  }

  @Test
  void vectorsOfAnotherWidthAreRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("words.vec"), "1 2\nfilm 1 2\n");
    WordVectors vectors = WordVectors.open(file);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Trainer("tiny", TINY, RuleSet.KERAS, 7, new TrainingProgress() {}, vectors))
        .withMessage("an embedding of 8 numbers can't begin with vectors of 2");
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

  private static ModelBundle train(Preset preset, ImdbDataset from, TrainingProgress progress)
      throws Exception {
    return new Trainer("tiny", preset, 7, progress).train(from, "test-1").orElseThrow().bundle();
  }

  private ModelBundle train(long seed) throws Exception {
    return trained(seed).bundle();
  }

  private TrainedModel trained(long seed) throws Exception {
    return new Trainer("tiny", TINY, seed, new TrainingProgress() {})
        .train(data, "test-1")
        .orElseThrow();
  }

  private Optional<TrainedModel> stoppedIn(int epoch) throws Exception {
    StopIn progress = new StopIn(epoch);
    Trainer trainer = new Trainer("tiny", TINY, 7, progress);
    progress.stop = trainer::stop;
    return trainer.train(data, "test-1");
  }
}
