package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.LengthCalibration;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.ScoredReviews;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The reviews that a model is calibrated by, of all sources.
 *
 * @param logits what models that haven't learnt them make of them [reviews]
 */
@SuppressWarnings("ArrayRecordComponent")
record Calibrating(ReadReviews reviews, double[] logits) {

  LengthCalibration calibration() {
    return CalibrationFit.of(logits, reviews);
  }

  /**
   * Those of a source with their scores.
   *
   * @param source its number
   * @param labelled its reviews in their order
   */
  ScoredReviews scored(int source, List<LabelledReview> labelled, LengthCalibration calibration) {
    int[] places =
        IntStream.range(0, logits.length).filter(i -> reviews.sources()[i] == source).toArray();
    float[] scores = new float[places.length];
    int[] tokens = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      tokens[i] = reviews.texts().get(places[i]).tokens();
      float calibrated = calibration.calibrated((float) logits[places[i]], tokens[i]);
      scores[i] = (float) (1 / (1 + Math.exp(-calibrated)));
    }
    return new ScoredReviews(labelled, scores, tokens);
  }
}
