package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideTrainingTest {

  private static final List<String> OTHER = List.of("film", "plot", "music", "scene", "it", "was");
  private static final int TOKENS = 30;

  /** What a word says is turned round by the word before it: single words say nothing. */
  private static List<LabelledReview> reviews(int count, long seed) {
    Random random = new Random(seed);
    List<LabelledReview> reviews = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean not = random.nextBoolean();
      boolean good = random.nextBoolean();
      String text =
          other(random) + (not ? " not " : " very ") + (good ? "good " : "bad ") + other(random);
      reviews.add(new LabelledReview("r" + i, text, not != good));
    }
    return reviews;
  }

  private static String other(Random random) {
    return OTHER.get(random.nextInt(OTHER.size()));
  }

  private static ReadReviews read(List<LabelledReview> reviews) {
    ReadReviews.Reader reader = new ReadReviews.Reader(new Tokenizer(RuleSet.KERAS), TOKENS);
    reader.add(reviews, 1);
    return reader.read();
  }

  private static WideModel learnt(List<LabelledReview> from, int longest, int minimum) {
    Preset.WidePart settings = new Preset.WidePart(longest, 18, TOKENS, 0, minimum, 1, false);
    WideLearnt learnt = new WideTraining(settings, 1).learn(read(from));
    return learnt.rounded(learnt.held(read(reviews(50, 99))));
  }

  private static double score(WideModel model, String text) {
    TokenFingerprints read = new Tokenizer(RuleSet.KERAS).fingerprints(text, TOKENS);
    return 1 / (1 + Math.exp(-model.logit(read)));
  }

  private static double accuracy(WideModel model, List<LabelledReview> reviews) {
    return reviews.stream()
            .filter(review -> (score(model, review.text()) > 0.5) == review.positive())
            .count()
        / (double) reviews.size();
  }

  @Test
  void pairsOfWordsTeachItWhatSingleWordsCannot() {
    List<LabelledReview> unseen = reviews(400, 4);
    WideModel pairs = learnt(reviews(400, 3), 2, 2);
    assertThat(accuracy(pairs, unseen)).isEqualTo(1.0);
    assertThat(accuracy(learnt(reviews(400, 3), 1, 2), unseen)).isLessThan(0.7);
    assertThat(score(pairs, "it was not good")).isLessThan(0.2);
    assertThat(score(pairs, "It was: NOT bad!")).isGreaterThan(0.8);
  }

  @Test
  void scoresAreProbabilitiesWhicheverLabelComesFirst() {
    List<LabelledReview> training = reviews(200, 5);
    List<LabelledReview> reversed = new ArrayList<>(training);
    reversed.sort((a, b) -> Boolean.compare(b.positive(), a.positive()));
    for (List<LabelledReview> order : List.of(training, reversed)) {
      WideModel model = learnt(order, 2, 2);
      assertThat(score(model, "very good")).isBetween(0.8, 1.0);
      assertThat(score(model, "very bad")).isBetween(0.0, 0.2);
      assertThat(score(model, "")).isBetween(0.3, 0.7);
    }
  }

  @Test
  void theSameReviewsGiveTheSameBytes() {
    WideModel one = learnt(reviews(200, 6), 3, 2);
    WideModel two = learnt(reviews(200, 6), 3, 2);
    assertThat(one.weights().buckets()).isEqualTo(two.weights().buckets());
    assertThat(one.weights().scale()).isEqualTo(two.weights().scale());
    assertThat(one.bias()).isEqualTo(two.bias());
  }

  @Test
  void wordsInTooFewReviewsAddNothing() {
    List<LabelledReview> training = new ArrayList<>(reviews(200, 8));
    for (int i = 0; i < 3; i++) {
      training.add(new LabelledReview("rare" + i, "unheard", true));
    }
    WideModel model = learnt(training, 1, 4);
    assertThat(score(model, "unheard")).isEqualTo(score(model, ""));
  }

  @Test
  void anEmptyTextIsAsLikelyPositiveAsTheTrainingReviewsAre() {
    assertThat(score(learnt(reviews(400, 9), 2, 1000), "film")).isCloseTo(0.5, within(0.1));
  }
}
