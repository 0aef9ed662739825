package io.reviewscoring.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.bundle.LengthBand;
import io.reviewscoring.model.bundle.LengthCalibration;
import io.reviewscoring.model.bundle.Thresholds;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoredReviewsTest {

  private static final Labelling ALL_LENGTHS =
      new Labelling(new Thresholds(0.3, 0.75, 1), LengthCalibration.NONE);

  private static ScoredReviews scored(float[] scores, boolean... positive) {
    List<LabelledReview> reviews =
        IntStream.range(0, positive.length)
            .mapToObj(i -> new LabelledReview("r" + i, "text " + i, positive[i]))
            .toList();
    return new ScoredReviews(reviews, scores, new int[positive.length]);
  }

  @Test
  void theMostConfidentMistakesComeFirstAndWhatIsRightDoesNotCome() {
    ScoredReviews scored =
        scored(new float[] {0.6f, 0.02f, 0.97f, 0.5f, 0.9f}, true, true, false, false, true);
    assertThat(scored.worstMistakes(10))
        .extracting(mistake -> mistake.review().id())
        .containsExactly("r1", "r2", "r3");
    assertThat(scored.worstMistakes(1)).hasSize(1);
  }

  @Test
  void thresholdsPartTheReviewsIntoThreeLabels() {
    LabelCounts counts =
        scored(
                new float[] {0.2f, 0.29f, 0.3f, 0.5f, 0.8f, 0.9f},
                false,
                true,
                false,
                true,
                true,
                false)
            .labelCounts(ALL_LENGTHS);
    assertThat(counts).isEqualTo(new LabelCounts(2, 2, 2, 1, 1));
    assertThat(counts.uncertainShare()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(counts.certainAccuracy()).hasValue(0.5);
    assertThat(counts.positiveAccuracy()).hasValue(0.5);
    assertThat(new LabelCounts(2, 0, 1, 1, 0).negativeAccuracy()).isEmpty();
  }

  @Test
  void aBandOfLengthsHasThresholdsOfItsOwn() {
    Labelling byLength =
        new Labelling(
            new Thresholds(0.5, 0.5, 1),
            new LengthCalibration(
                List.of(new LengthBand(0, 1, 0, 0.1, 0.9), new LengthBand(10, 1, 0, 0.4, 0.6))));
    LabelCounts counts = lengths(0.8f, 9, 10).labelCounts(byLength);
    assertThat(counts).isEqualTo(new LabelCounts(1, 0, 1, 1, 0));
  }

  @Test
  void reviewsOfLikeLengthsAreEvaluatedByThemselves() {
    List<LengthGroup> groups = lengths(0.8f, 0, 10, 11, 101, 5000).byLength();
    assertThat(groups)
        .extracting(LengthGroup::name)
        .containsExactly("up to 10", "11 to 30", "from 101");
    assertThat(groups).extracting(group -> group.reviews().size()).containsExactly(2, 1, 2);
    assertThat(groups.get(1).reviews().evaluation().calibrationError())
        .isCloseTo(0.2, within(1e-6));
  }

  /** Positive reviews of those lengths. */
  private static ScoredReviews lengths(float score, int... tokens) {
    float[] scores = new float[tokens.length];
    Arrays.fill(scores, score);
    LabelledReview review = new LabelledReview("r", "text", true);
    return new ScoredReviews(Collections.nCopies(tokens.length, review), scores, tokens);
  }

  @Test
  void theCurvePassesEqualScoresTogetherAndHoldsTheSameAreaAsTheRanks() {
    ScoredReviews scored =
        scored(new float[] {0.9f, 0.6f, 0.6f, 0.6f, 0.1f}, true, true, false, true, false);
    List<RocCurve.Point> points = scored.rocCurve().points();
    assertThat(points)
        .containsExactly(
            new RocCurve.Point(0, 0),
            new RocCurve.Point(0, 1 / 3.0),
            new RocCurve.Point(0.5, 1),
            new RocCurve.Point(1, 1));
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      area +=
          (points.get(i).falsePositives() - points.get(i - 1).falsePositives())
              * (points.get(i).truePositives() + points.get(i - 1).truePositives())
              / 2;
    }
    assertThat(area).isCloseTo(scored.evaluation().rocAuc(), within(1e-12));
  }

  @Test
  void theIntervalOfAShareIsWilsons() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
    Interval some = Interval.wilson(81, 263);
    assertThat(some.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(some.high()).isCloseTo(0.3662, within(5e-5));
    Interval none = Interval.wilson(0, 20);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.1611, within(5e-5));
    assertThat(scored(new float[] {0.9f, 0.1f}, true, true).evaluation().accuracyInterval())
        .isEqualTo(Interval.wilson(1, 2));
    assertThatThrownBy(() -> Interval.wilson(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void scoresWithoutReviewsAreRefused() {
    assertThatThrownBy(() -> scored(new float[] {0.5f, 0.6f}, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
