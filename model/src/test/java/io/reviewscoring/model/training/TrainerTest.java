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
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final Preset TINY = Presets.tiny().build();

  private static final Preset TAUGHT = Presets.taught().build();

  @TempDir Path folder;
  private LabelledSource data;

  private static LabelledSource open(Path path) throws IOException {
    return LabelledSources.openWithUnlabelled(List.of(path), StandardCharsets.UTF_8).get(0);
  }

  private static List<WeightedSource> alone(LabelledSource source) {
    return List.of(new WeightedSource(source, 1));
  }

  @BeforeEach
  void readData() throws Exception {
    data = open(SyntheticImdb.archive(folder, SyntheticImdb.files(100, 11)));
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
    Evaluation test = new BulkScorer(model, 2).evaluate(data.test());
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
  void theManifestSaysWhatItsThresholdsLeave() throws Exception {
    TrainedModel trained = trained(7);
    MeasuredSource measured = trained.sources().get(0);
    Manifest manifest = trained.bundle().manifest();
    LabelCounts labels = measured.validation().labelCounts(manifest.labelling());
    assertThat(manifest.calibration().bands()).isNotEmpty();
    assertThat(manifest.provenance().metrics())
        .containsEntry("validation.uncertainShare", labels.uncertainShare())
        .containsKeys("test.uncertainShare", "validation.ece", "test.accuracy");
    assertThat(measured.validation().size()).isEqualTo(30);
    assertThat(measured.test()).get().extracting(ScoredReviews::size).isEqualTo(200);
  }

  @Test
  void theHistoryHasEachEpochAndTheBestIsTheOneOfTheSmallestLoss() throws Exception {
    TrainingHistory history = trained(7).history();
    assertThat(history.epochs())
        .extracting(TrainingHistory.Epoch::number)
        .containsExactly(1, 2, 3, 4, 5);
    double least =
        history.epochs().stream()
            .mapToDouble(TrainingHistory.Epoch::validationLoss)
            .min()
            .orElseThrow();
    assertThat(history.epochs().get(history.best() - 1).validationLoss()).isEqualTo(least);
    assertThat(history.epochs())
        .allSatisfy(epoch -> assertThat(epoch.trainingLoss()).isBetween(0.0, 1.0));
  }

  @Test
  void eachOfSeveralSourcesIsMeasuredByItself() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String word = i % 2 == 0 ? "broke" : "works";
      lines.append("{\"text\":\"it %s %d\",\"label\":%d}\n".formatted(word, i, i % 2));
    }
    Path own = Files.writeString(folder.resolve("own.ndjson"), lines.toString());
    TrainedModel model =
        new Trainer("tiny", TAUGHT, RuleSet.KERAS, 7, new TrainingProgress() {}, null, null)
            .train(
                List.of(new WeightedSource(taughtData(), 0.5), new WeightedSource(open(own), 2)),
                "test-1")
            .orElseThrow();
    assertThat(model.sources())
        .extracting(MeasuredSource::name)
        .containsExactly("aclImdb", "own.ndjson");
    assertThat(model.sources().get(1).test()).get().extracting(ScoredReviews::size).isEqualTo(20);
    Provenance provenance = model.bundle().manifest().provenance();
    assertThat(provenance.metrics())
        .containsKeys("aclImdb.test.accuracy", "own.ndjson.validation.ece")
        .hasEntrySatisfying(
            "own.ndjson.test.accuracy", accuracy -> assertThat(accuracy).isGreaterThan(0.9))
        .hasEntrySatisfying(
            "aclImdb.test.accuracy", accuracy -> assertThat(accuracy).isGreaterThan(0.8));
    assertThat(provenance.settings().get("source.own.ndjson")).startsWith("weight 2.0, 80 reviews");
  }

  private LabelledSource taughtData() throws IOException {
    Path parent = Files.createDirectories(folder.resolve("taught"));
    return open(SyntheticImdb.archive(parent, SyntheticImdb.files(100, 300, 11)));
  }

  @Test
  void wordVectorsAreLearntFromUnlabelledReviews() throws Exception {
    LabelledSource more = taughtData();
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
    // 140 training reviews, and half of two pieces of long ones.
    assertThat(seen).hasSize(10).allSatisfy(count -> assertThat(count).isBetween(140, 290));
    assertThat(provenance.metrics().get("test.accuracy")).isGreaterThan(0.9);
    assertThat(provenance.settings())
        .containsEntry("unlabelledReviews", "300")
        .containsEntry("schedule", "linear")
        .containsEntry("unlabelled.window", "3")
        .containsKey("unlabelledSha256");
  }

  @Test
  void aPresetThatLearnsFromUnlabelledReviewsIsRefusedWithoutThem() throws Exception {
    Path own = Files.writeString(folder.resolve("own.ndjson"), "{\"text\":\"a\",\"label\":1}\n");
    LabelledSource withoutUnlabelled = open(own);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(TAUGHT, withoutUnlabelled, new TrainingProgress() {}))
        .withMessageContaining("no unlabelled reviews");
  }

  @Test
  void theEmbeddingBeginsWithTheGivenVectorsAndTheBundleNamesThem() throws Exception {
    Path file = Files.writeString(folder.resolve("words.vec"), "1 8\nfilm 1 2 3 4 5 6 7 8\n");
    WordVectors vectors = WordVectors.open(file);
    ModelBundle bundle =
        new Trainer("tiny", TINY, RuleSet.KERAS, 7, new TrainingProgress() {}, vectors, null)
            .train(alone(data), "test-1")
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
    LabelledSource spelled = open(SyntheticImdb.directory(folder, files));
    ModelBundle bundle =
        new Trainer("tiny", TINY, RuleSet.REVIEW_TEXT, 7, new TrainingProgress() {}, null, null)
            .train(alone(spelled), "test-1")
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
            () ->
                new Trainer(
                    "tiny", TINY, RuleSet.KERAS, 7, new TrainingProgress() {}, vectors, null))
        .withMessage("an embedding of 8 numbers can't begin with vectors of 2");
  }

  private static ModelBundle train(Preset preset, LabelledSource from, TrainingProgress progress)
      throws Exception {
    return new Trainer("tiny", preset, RuleSet.KERAS, 7, progress, null, null)
        .train(alone(from), "test-1")
        .orElseThrow()
        .bundle();
  }

  private ModelBundle train(long seed) throws Exception {
    return trained(seed).bundle();
  }

  private TrainedModel trained(long seed) throws Exception {
    return new Trainer("tiny", TINY, RuleSet.KERAS, seed, new TrainingProgress() {}, null, null)
        .train(alone(data), "test-1")
        .orElseThrow();
  }
}
