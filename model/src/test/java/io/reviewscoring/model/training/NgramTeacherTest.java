package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NgramTeacherTest {

  private static final List<String> OTHER = List.of("film", "plot", "music", "scene", "it", "was");

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

  @Test
  void pairsOfWordsTeachItWhatSingleWordsCannot() {
    List<LabelledReview> training = reviews(400, 3);
    List<LabelledReview> unseen = reviews(400, 4);
    NgramTeacher pairs =
        NgramTeacher.of(training, RuleSet.KERAS, new Preset.Teacher(2, 2, 1, 1), 1);
    NgramTeacher words =
        NgramTeacher.of(training, RuleSet.KERAS, new Preset.Teacher(1, 2, 1, 1), 1);
    assertThat(pairs.evaluate(unseen).accuracy()).isEqualTo(1.0);
    assertThat(words.evaluate(unseen).accuracy()).isLessThan(0.7);
    assertThat(pairs.score("it was not good")).isLessThan(0.2f);
    assertThat(pairs.score("It was: NOT bad!")).isGreaterThan(0.8f);
  }

  @Test
  void scoresAreProbabilitiesWhicheverLabelComesFirst() {
    List<LabelledReview> training = reviews(200, 5);
    List<LabelledReview> reversed = new ArrayList<>(training);
    reversed.sort((a, b) -> Boolean.compare(b.positive(), a.positive()));
    for (List<LabelledReview> order : List.of(training, reversed)) {
      NgramTeacher teacher =
          NgramTeacher.of(order, RuleSet.KERAS, new Preset.Teacher(2, 2, 1, 1), 1);
      assertThat(teacher.score("very good")).isBetween(0.8f, 1f);
      assertThat(teacher.score("very bad")).isBetween(0f, 0.2f);
      assertThat(teacher.score("")).isBetween(0.3f, 0.7f);
    }
  }

  @Test
  void theSameSeedGivesTheSameScores() {
    List<LabelledReview> training = reviews(200, 6);
    Preset.Teacher settings = new Preset.Teacher(3, 2, 0.1, 1);
    NgramTeacher one = NgramTeacher.of(training, RuleSet.KERAS, settings, 9);
    NgramTeacher two = NgramTeacher.of(training, RuleSet.KERAS, settings, 9);
    assertThat(reviews(50, 7))
        .allSatisfy(
            review -> assertThat(one.score(review.text())).isEqualTo(two.score(review.text())));
  }

  @Test
  void wordsInTooFewReviewsAreNoFeatures() {
    List<LabelledReview> training = new ArrayList<>(reviews(200, 8));
    for (int i = 0; i < 3; i++) {
      training.add(new LabelledReview("rare" + i, "unheard", true));
    }
    NgramTeacher teacher =
        NgramTeacher.of(training, RuleSet.KERAS, new Preset.Teacher(1, 4, 1, 1), 1);
    assertThat(teacher.score("unheard")).isEqualTo(teacher.score(""));
  }
}
