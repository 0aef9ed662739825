package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.LengthCalibration;
import io.reviewscoring.model.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reviews that epochs are chosen by, of all sources.
 *
 * @param reviews those of a source stand together
 * @param rows as the network reads them, pads and all [reviews][length]
 * @param wideLogits what the wide part makes of them [reviews]; null if there is none
 * @param parts the sources in their order
 */
@SuppressWarnings("ArrayRecordComponent")
record Choosing(
    ReadReviews reviews, List<int[]> rows, double @Nullable [] wideLogits, List<Part> parts) {

  /** A source's name, and how many of the reviews are its. */
  record Part(String source, int size) {}

  /** The best blend of a network with the wide part. */
  Blend blend(double[] networkLogits) {
    return Blend.fit(networkLogits, wideLogits, reviews);
  }

  /**
   * The log loss of what would ship, which is calibrated by length, by the reviews' weights.
   * Without that the epoch would win that is the least sure of short texts.
   */
  double loss(Blend blend, double[] networkLogits) {
    double[] logits = blend.logits(networkLogits, wideLogits);
    LengthCalibration calibration = CalibrationFit.of(logits, reviews);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = calibration.calibrated((float) logits[i], reviews.texts().get(i).tokens());
    }
    return LogLoss.mean(logits, reviews);
  }

  /** How it does, each review counted once. */
  Evaluation evaluation(Blend blend, double[] networkLogits) {
    return Evaluation.of(scores(blend, networkLogits), reviews.positive());
  }

  /** How it does on each source, for people. */
  String summary(Blend blend, double[] networkLogits) {
    return String.format(
        Locale.ROOT,
        "The model's log odds are %.2f × the network's + %.2f × the n-grams', as is best on the"
            + " reviews to choose by; accuracy there: %s",
        blend.network(),
        blend.wide(),
        accuracies(blend.logits(networkLogits, wideLogits)));
  }

  /** How the wide part does alone, for people; nothing if there is none. */
  Optional<String> ofWide() {
    return wideLogits == null
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "N-grams alone: log loss %.4f, accuracy %s",
                LogLoss.mean(wideLogits, reviews),
                accuracies(wideLogits)));
  }

  private String accuracies(double[] logits) {
    List<String> accuracies = new ArrayList<>();
    int from = 0;
    for (Part part : parts) {
      int to = from + part.size();
      double right = 0;
      for (int i = from; i < to; i++) {
        right += logits[i] >= 0 == reviews.positive()[i] ? 1 : 0;
      }
      accuracies.add(String.format(Locale.ROOT, "%s %.4f", part.source(), right / part.size()));
      from = to;
    }
    return String.join(", ", accuracies);
  }

  private float[] scores(Blend blend, double[] networkLogits) {
    double[] logits = blend.logits(networkLogits, wideLogits);
    float[] scores = new float[logits.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return scores;
  }
}
