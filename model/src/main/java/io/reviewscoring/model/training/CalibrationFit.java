package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.LengthBand;
import io.reviewscoring.model.bundle.LengthCalibration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes scores probabilities, for texts of like lengths by themselves: their log odds, scaled and
 * shifted (J. Platt, "Probabilistic outputs for support vector machines", 1999), and thresholds on
 * what comes of it. All is fitted on reviews that neither training nor the choice of the epoch has
 * seen.
 */
final class CalibrationFit {

  /** The shortest texts of each band, in tokens. */
  private static final int[] FROM_TOKENS = {0, 10, 30, 100};

  /** A band with fewer reviews is calibrated together with its neighbour. */
  private static final int FEWEST = 200;

  private final double[] logits;
  private final ReadReviews reviews;

  private CalibrationFit(double[] logits, ReadReviews reviews) {
    this.logits = logits;
    this.reviews = reviews;
  }

  /**
   * Fits.
   *
   * @param logits the model's log odds [reviews]
   */
  static LengthCalibration of(double[] logits, ReadReviews reviews) {
    return new CalibrationFit(logits, reviews).run();
  }

  private LengthCalibration run() {
    List<LengthBand> bands = new ArrayList<>();
    int band = 0;
    while (band < FROM_TOKENS.length) {
      int next = band + 1;
      while (next < FROM_TOKENS.length && count(band, next) < FEWEST) {
        next++;
      }
      // What is left behind it must be enough for a band, or it belongs to this one.
      if (next < FROM_TOKENS.length && count(next, FROM_TOKENS.length) < FEWEST) {
        next = FROM_TOKENS.length;
      }
      bands.add(band(band, next));
      band = next;
    }
    return new LengthCalibration(bands);
  }

  private static int from(int band) {
    return band == FROM_TOKENS.length ? Integer.MAX_VALUE : FROM_TOKENS[band];
  }

  private int[] places(int band, int next) {
    return IntStream.range(0, reviews.size())
        .filter(
            i -> {
              int tokens = reviews.texts().get(i).tokens();
              return tokens >= from(band) && tokens < from(next);
            })
        .toArray();
  }

  private int count(int band, int next) {
    return places(band, next).length;
  }

  private LengthBand band(int band, int next) {
    int[] places = places(band, next);
    double[][] inputs = new double[1][places.length];
    boolean[] positive = new boolean[places.length];
    double[] weights = new double[places.length];
    int[] sources = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      inputs[0][i] = logits[places[i]];
      positive[i] = reviews.positive()[places[i]];
      weights[i] = reviews.weights()[places[i]];
      sources[i] = reviews.sources()[places[i]];
    }
    double[] fitted = LogitFit.of(inputs, positive, weights);
    // Where the best scale would turn the order round, or blow up what hardly differs, the log odds
    // stay what they are.
    boolean fit = LengthBand.holds((float) fitted[0], (float) fitted[1]);
    float scale = fit ? (float) fitted[0] : 1;
    float shift = fit ? (float) fitted[1] : 0;
    float[] scores = new float[places.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (1 / (1 + Math.exp(-(scale * inputs[0][i] + shift))));
    }
    ThresholdChoice thresholds = new ThresholdChoice(scores, positive, sources);
    return new LengthBand(
        from(band), scale, shift, thresholds.negativeBelow(), thresholds.positiveFrom());
  }
}
