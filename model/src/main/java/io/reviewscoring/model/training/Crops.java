package io.reviewscoring.model.training;

import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Cuts pieces of long reviews as further examples, with the review's label: a model that has seen
 * whole reviews alone knows little of sentences. The last words of a review say most of its label.
 */
final class Crops {
  private Crops() {}

  /**
   * Cuts all reviews with more tokens than a piece may have.
   *
   * @param seed of the pieces' lengths and places
   */
  static ReadReviews of(ReadReviews reviews, Preset.Crops settings, long seed) {
    Random random = new Random(seed);
    List<TokenFingerprints> texts = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < reviews.size(); i++) {
      long[] tokens = reviews.texts().get(i).values();
      if (tokens.length <= Math.max(settings.to(), settings.tail())) {
        continue;
      }
      for (int crop = 0; crop < settings.count(); crop++) {
        int length = settings.from() + random.nextInt(settings.to() - settings.from() + 1);
        int first = random.nextInt(tokens.length - length + 1);
        texts.add(new TokenFingerprints(Arrays.copyOfRange(tokens, first, first + length), length));
        from.add(i);
        weights.add(settings.weight() * reviews.weights()[i]);
      }
      if (settings.tail() > 0) {
        int first = tokens.length - settings.tail();
        texts.add(
            new TokenFingerprints(
                Arrays.copyOfRange(tokens, first, tokens.length), settings.tail()));
        from.add(i);
        weights.add(settings.tailWeight() * reviews.weights()[i]);
      }
    }
    boolean[] positive = new boolean[from.size()];
    int[] sources = new int[from.size()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = reviews.positive()[from.get(i)];
      sources[i] = reviews.sources()[from.get(i)];
    }
    return new ReadReviews(
        texts, positive, weights.stream().mapToDouble(Double::doubleValue).toArray(), sources);
  }
}
