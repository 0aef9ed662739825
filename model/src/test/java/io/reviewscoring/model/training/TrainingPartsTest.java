package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.DataHash;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingPartsTest {

  @Test
  void frequentWordsComeFirstAndOfEqualOnesTheEarlier() {
    VocabularyCounter counter = new VocabularyCounter(RuleSet.KERAS);
    counter.add("Rare is the film");
    counter.add("the film, the FILM!");
    assertThat(counter.wordsByRank(10)).containsExactly("the", "film", "rare", "is");
    assertThat(counter.wordsByRank(2)).containsExactly("the", "film");
    assertThat(counter.size()).isEqualTo(4);
  }

  @Test
  void gatesMoveFromTheOrderOfDl4jToTheOrderOfKeras() {
    float[] candidateForgetOutputInput = {1, 2, 3, 4, 5, 6, 7, 8};
    float[] inputForgetCandidateOutput = {7, 8, 3, 4, 1, 2, 5, 6};
    assertThat(GateOrder.fromDl4j(candidateForgetOutputInput, 2))
        .isEqualTo(inputForgetCandidateOutput);
    assertThat(GateOrder.toDl4j(inputForgetCandidateOutput, 2))
        .isEqualTo(candidateForgetOutputInput);
  }

  @Test
  void heldOutReviewsAreNotTrainedOnAndTheSeedChoosesThem() {
    List<LabelledReview> reviews =
        IntStream.range(0, 200)
            .mapToObj(i -> new LabelledReview("r" + i, "text " + i, i % 4 == 0))
            .toList();
    Holdout holdout = Holdout.of(reviews, 16, 12, 5);
    assertThat(holdout.choosing()).hasSize(16).filteredOn(LabelledReview::positive).hasSize(4);
    assertThat(holdout.calibrating()).hasSize(12).filteredOn(LabelledReview::positive).hasSize(3);
    assertThat(holdout.calibrating()).doesNotContainAnyElementsOf(holdout.choosing());
    assertThat(holdout.training())
        .hasSize(172)
        .doesNotContainAnyElementsOf(holdout.choosing())
        .doesNotContainAnyElementsOf(holdout.calibrating());
    assertThat(Holdout.of(reviews, 16, 12, 5)).isEqualTo(holdout);
    assertThat(Holdout.of(reviews, 16, 12, 6)).isNotEqualTo(holdout);
    assertThat(Holdout.of(reviews, 2500, 2500, 5).training()).hasSize(151);
  }

  @Test
  void aThirdOfThoseToCalibrateByIsNeverLearnt() {
    List<LabelledReview> reviews =
        IntStream.range(0, 200)
            .mapToObj(i -> new LabelledReview("r" + i, "text " + i, i % 2 == 0))
            .toList();
    Holdout holdout = Holdout.of(reviews, 16, 12, 5);
    assertThat(holdout.learntLater()).isEqualTo(8);
    assertThat(holdout.neverLearnt().calibrating()).isEqualTo(holdout.calibrating().subList(8, 12));
    assertThat(holdout.neverLearnt().training()).isEqualTo(holdout.training());
  }

  private static List<Long> longs(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Test
  void longReviewsAreCutIntoPiecesThatCountLess() {
    ReadReviews.Reader reader = new ReadReviews.Reader(new Tokenizer(RuleSet.KERAS), 50);
    String text = IntStream.range(0, 20).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    reader.add(List.of(new LabelledReview("long", text, true)), 2);
    reader.add(List.of(new LabelledReview("short", "a b c d e f", false)), 2);
    ReadReviews whole = reader.read();
    ReadReviews crops = Crops.of(whole, new Preset.Crops(40, 3, 6, 0.5, 5, 0.25), 1);
    assertThat(crops.size()).isEqualTo(41);
    assertThat(crops.positive()).containsOnly(true);
    assertThat(crops.sources()).containsOnly(0);
    assertThat(crops.weights()).startsWith(1, 1).endsWith(1, 0.5);
    List<Long> all = longs(whole.texts().get(0).values());
    assertThat(crops.texts().subList(0, 40))
        .allSatisfy(crop -> assertThat(all).containsSequence(longs(crop.values())))
        .extracting(TokenFingerprints::tokens)
        .containsOnly(3, 4, 5, 6);
    assertThat(longs(crops.texts().get(40).values())).isEqualTo(all.subList(15, 20));
  }

  @Test
  void shippedPresetsDescribeValidNetworks() {
    assertThat(Preset.shipped()).containsOnlyKeys("seed", "long", "small", "accurate");
    assertThat(Preset.shipped().values())
        .allSatisfy(preset -> assertThat(preset.architecture().steps()).isPositive());
    assertThat(Preset.shipped())
        .hasEntrySatisfying(
            "seed",
            seed -> {
              assertThat(seed.architecture().steps()).isEqualTo(24);
              assertThat(seed.epochs()).isEqualTo(2);
            });
  }

  @Test
  void theDataHashDependsOnTextsAndLabels() {
    List<LabelledReview> one = List.of(new LabelledReview("a", "text", true));
    assertThat(DataHash.of(one)).hasSize(64).isEqualTo(DataHash.of(List.copyOf(one)));
    assertThat(DataHash.of(List.of(new LabelledReview("a", "text", false))))
        .isNotEqualTo(DataHash.of(one));
    assertThat(DataHash.of(List.of(new LabelledReview("a", "texts", true))))
        .isNotEqualTo(DataHash.of(one));
    assertThat(DataHash.ofTexts(List.of("text", "other")))
        .hasSize(64)
        .isNotEqualTo(DataHash.ofTexts(List.of("other", "text")));
  }
}
