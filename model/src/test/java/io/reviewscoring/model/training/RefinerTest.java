package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefinerTest {
  private static final List<String> FILLERS = List.of("the", "box", "arrived", "today", "and");

  @TempDir static Path folder;
  private static LabelledSource films;
  private static LabelledSource parcels;
  private static ModelBundle base;

  @BeforeAll
  static void train() throws Exception {
    films = open(SyntheticImdb.archive(folder, SyntheticImdb.files(150, 200, 11)));
    parcels = open(parcels(400, false));
    base =
        new Trainer(
                "tiny",
                Presets.taught().build(),
                RuleSet.KERAS,
                7,
                new TrainingProgress() {},
                null,
                null)
            .train(List.of(new WeightedSource(films, 1)), "films-1")
            .orElseThrow()
            .bundle();
  }

  private static LabelledSource open(Path path) throws IOException {
    return LabelledSources.openWithUnlabelled(List.of(path), StandardCharsets.UTF_8).get(0);
  }

  /** Reviews of a kind that the films' model never saw; by chance alone if they are noise. */
  private static Path parcels(int count, boolean noise) throws IOException {
    Random random = new Random(3);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean positive = i % 2 == 0;
      boolean says = noise ? random.nextBoolean() : positive;
      lines.append(
          "{\"text\":\"%s %s %s %s\",\"label\":%s}%n"
              .formatted(
                  FILLERS.get(random.nextInt(FILLERS.size())),
                  says ? "sturdy" : "dented",
                  FILLERS.get(random.nextInt(FILLERS.size())),
                  i,
                  positive));
    }
    return Files.writeString(folder.resolve(noise ? "noise.ndjson" : "parcels.ndjson"), lines);
  }

  private static RefinedModel refined(
      ModelBundle from, LabelledSource fresh, List<LabelledSource> kept)
      throws InterruptedException {
    return new Refiner(from, 1, new TrainingProgress() {})
        .refine(List.of(new WeightedSource(fresh, 1)), kept, "parcels-1");
  }

  private static RefinedModel.Compared named(RefinedModel model, String name) {
    return model.sources().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatItDidNotKnowIsLearntAndWhatItKnewIsKept() throws Exception {
    RefinedModel model = refined(base, parcels, List.of(films));
    RefinedModel.Compared fresh = named(model, "parcels.ndjson");
    RefinedModel.Compared kept = named(model, "aclImdb");
    assertThat(fresh.before().evaluation().accuracy()).isLessThan(0.7);
    assertThat(fresh.after().evaluation().accuracy()).isGreaterThan(0.95);
    assertThat(fresh.gain()).isGreaterThan(0.25);
    assertThat(kept.kept()).isTrue();
    assertThat(kept.gain()).isGreaterThan(-0.08);
    ScoringModel.of(model.bundle()).checkGoldens(model.bundle().goldens());
    assertThat(model.bundle().manifest().provenance().settings())
        .containsEntry("from", "films-1")
        .containsKeys("source.parcels.ndjson", "source.aclImdb.attribution");
    assertThat(model.bundle().weights().embedding()).isEqualTo(base.weights().embedding());
  }

  @Test
  void theSameReviewsGiveTheSameBytes() throws Exception {
    assertThat(BundleWriter.bytes(refined(base, parcels, List.of()).bundle()))
        .isEqualTo(BundleWriter.bytes(refined(base, parcels, List.of()).bundle()));
  }

  @Test
  void aLossIsShownByReviewsThatTheBundleNeverLearnt() throws Exception {
    // Of the 30 that it was calibrated by its n-grams have learnt 20 afterwards.
    assertThat(named(refined(base, parcels, List.of(films)), "aclImdb").after().size())
        .isEqualTo(10);
  }

  @Test
  void withoutTheSourcesOfBeforeTheCalibrationOfOtherLengthsStays() throws Exception {
    assertThat(refined(base, parcels, List.of()).bundle().manifest().calibration())
        .isEqualTo(base.manifest().calibration());
  }

  private static ModelBundle random(@Nullable Wide wide) {
    return RandomModels.bundle(RandomModels.architecture(300, 20, 6, 5, 3, 2, 7).with(wide), 5);
  }

  private static Wide hasLearntParcels(RefinedModel model) {
    assertThat(named(model, "parcels.ndjson").after().evaluation().accuracy()).isGreaterThan(0.9);
    return Objects.requireNonNull(model.bundle().manifest().architecture().wide());
  }

  @Test
  void aBundleWithoutAWidePartIsGivenOne() throws Exception {
    ModelBundle plain = random(null);
    RefinedModel model = refined(plain, parcels, List.of());
    assertThat(hasLearntParcels(model).isTagged()).isTrue();
    assertThat(model.bundle().manifest().thresholds()).isEqualTo(plain.manifest().thresholds());
    assertThat(model.bundle().manifest().calibration().bands()).isEmpty();
  }

  @Test
  void aWidePartWithoutTagsLearnsInItsOwnForm() throws Exception {
    Wide untagged = new Wide(2, 16, 30, 60);
    assertThat(hasLearntParcels(refined(random(untagged), parcels, List.of()))).isEqualTo(untagged);
  }

  @Test
  void aTableThatIsFullKeepsWhatItHas() throws Exception {
    Wide full = Wide.tagged(2, 10, 30, 60);
    ModelBundle from = random(full);
    WideWeights before = Objects.requireNonNull(from.weights().wide());
    WideWeights after =
        Objects.requireNonNull(refined(from, parcels, List.of()).bundle().weights().wide());
    byte[] tags = Objects.requireNonNull(before.tags());
    byte[] others = Objects.requireNonNull(after.tags());
    for (int bucket = 0; bucket < tags.length; bucket++) {
      if (before.buckets()[bucket] != 0) {
        assertThat(others[bucket]).isEqualTo(tags[bucket]);
      }
    }
  }

  @Test
  void labelsThatNothingTellsAreNotLearnt() throws Exception {
    LabelledSource noise = open(parcels(400, true));
    RefinedModel model = refined(base, noise, List.of(films));
    assertThat(named(model, "aclImdb").gain()).isGreaterThan(-0.08);
  }
}
