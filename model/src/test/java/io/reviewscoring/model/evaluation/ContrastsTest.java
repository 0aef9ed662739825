package io.reviewscoring.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastsTest {

  @Test
  void theShippedOnesHaveBothSidesInEveryGroupAndNoSentenceTwice() {
    List<Contrasts.Group> groups = Contrasts.shipped().groups();
    assertThat(groups).hasSize(8).extracting(Contrasts.Group::name).doesNotHaveDuplicates();
    for (Contrasts.Group group : groups) {
      assertThat(group.sentences()).extracting(LabelledReview::positive).contains(true, false);
    }
    SameWords seen = new SameWords();
    assertThat(groups.stream().flatMap(group -> group.sentences().stream()))
        .hasSizeBetween(80, 100)
        .allMatch(sentence -> seen.add(sentence.text()));
  }

  @Test
  void answersCountByTheSideThatPeopleMean() {
    LabelledReview positive = new LabelledReview("a, 1", "Good.", true);
    LabelledReview negative = new LabelledReview("a, 2", "Not good.", false);
    Contrasts.Answers answers =
        new Contrasts.Answers(
            "a",
            List.of(
                new Contrasts.Answer(positive, 0.9f, Label.POSITIVE),
                new Contrasts.Answer(negative, 0.8f, Label.POSITIVE),
                new Contrasts.Answer(negative, 0.1f, Label.NEGATIVE),
                new Contrasts.Answer(negative, 0.5f, Label.UNCERTAIN)));
    assertThat(answers.count(1)).isEqualTo(2);
    assertThat(answers.count(0)).isEqualTo(1);
    assertThat(answers.count(-1)).isEqualTo(1);
  }

  @Test
  void aHeadingBeginsAGroup() {
    Contrasts contrasts = Contrasts.of(List.of("# one", "+ Fine.", "- Bad.", "", "# two", "- No."));
    assertThat(contrasts.groups())
        .extracting(Contrasts.Group::name, group -> group.sentences().size())
        .hasToString("[(\"one\", 2), (\"two\", 1)]");
  }
}
