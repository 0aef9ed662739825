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
    return new WideTraining(settings, 1, new StopRequest()).learn(read(from), from.size());
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
  void aPieceSaysNothingAnotherTime() {
    List<LabelledReview> training = new ArrayList<>(reviews(200, 8));
    training.add(new LabelledReview("rare", "unheard", true));
    int whole = training.size();
    for (int i = 0; i < 3; i++) {
      training.add(new LabelledReview("piece" + i, "unheard", true));
    }
    Preset.WidePart settings = new Preset.WidePart(1, 18, TOKENS, 0, 2, 1, false);
    WideModel model = new WideTraining(settings, 1, new StopRequest()).learn(read(training), whole);
    assertThat(score(model, "unheard")).isEqualTo(score(model, ""));
  }

  @Test
  void anNgramMaySayAnotherThingInShortTexts() {
    List<LabelledReview> training = new ArrayList<>();
    String rest = " in a film of many words";
    for (int i = 0; i < 50; i++) {
      training.add(new LabelledReview("s" + i, "fine", true));
      training.add(new LabelledReview("t" + i, "poor", false));
      training.add(new LabelledReview("l" + i, "fine" + rest, false));
      training.add(new LabelledReview("m" + i, "poor" + rest, true));
    }
    Preset.WidePart settings = new Preset.WidePart(1, 18, TOKENS, 3, 2, 1, false);
    WideModel model =
        new WideTraining(settings, 1, new StopRequest()).learn(read(training), training.size());
    assertThat(score(model, "fine")).isGreaterThan(0.7);
    assertThat(score(model, "fine" + rest)).isLessThan(0.3);
  }

  @Test
  void anEmptyTextIsAsLikelyPositiveAsTheTrainingReviewsAre() {
    assertThat(score(learnt(reviews(400, 9), 2, 1000), "film")).isCloseTo(0.5, within(0.1));
  }
}
