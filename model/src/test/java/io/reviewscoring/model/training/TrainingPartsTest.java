package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import java.util.List;
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
        IntStream.range(0, 100)
            .mapToObj(i -> new LabelledReview("r" + i, "text " + i, i % 2 == 0))
            .toList();
    Holdout holdout = Holdout.of(reviews, 20, 5);
    assertThat(holdout.validation()).hasSize(20);
    assertThat(holdout.training()).hasSize(80).doesNotContainAnyElementsOf(holdout.validation());
    assertThat(Holdout.of(reviews, 20, 5)).isEqualTo(holdout);
    assertThat(Holdout.of(reviews, 20, 6)).isNotEqualTo(holdout);
    assertThat(Holdout.of(reviews, 2500, 5).validation()).hasSize(20);
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
  void pseudoLabelsMeetInTheMiddleOfTheLogOdds() {
    List<int[]> rows = List.of(new int[] {0, 1}, new int[] {1, 4}, new int[] {4, 5});
    PseudoLabels labels = new PseudoLabels(rows, new float[] {0.9f, 0.5f, 1});
    assertThat(labels.examples().targets()).containsExactly(0.9f, 0.5f, 1);
    TrainingExamples agreed = labels.examples(new float[] {0.1f, 0.8f, 1});
    assertThat(agreed.rows()).isEqualTo(rows);
    // Odds 9 and 1/9; 1 and 4, whose geometric mean is 2; certain stays all but certain.
    assertThat(agreed.targets()[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(agreed.targets()[1]).isCloseTo(2 / 3f, within(1e-6f));
    assertThat(agreed.targets()[2]).isBetween(0.99999f, 1f);
  }

  @Test
  void examplesKeepTheirTargetsWhenTheyAreJoinedAndPicked() {
    TrainingExamples one =
        TrainingExamples.of(
            new EncodedReviews(List.of(new int[] {1}, new int[] {2}), List.of(true, false)));
    TrainingExamples all =
        one.and(new TrainingExamples(List.of(new int[] {3}), new float[] {0.25f}));
    TrainingExamples picked = all.at(List.of(2, 0));
    assertThat(picked.rows()).containsExactly(new int[] {3}, new int[] {1});
    assertThat(picked.targets()).containsExactly(0.25f, 1);
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
