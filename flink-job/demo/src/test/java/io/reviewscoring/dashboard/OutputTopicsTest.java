package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OutputTopicsTest {
  private static final Uuid ONE = new Uuid(1, 1);
  private static final Uuid TWO = new Uuid(2, 2);

  private final OutputTopics topics =
      new OutputTopics(List.of("events", "status", "comparisons"), Set.of("comparisons"));

  private OutputTopics.Change change(Map<String, Uuid> present) {
    return topics.change(descriptions(present));
  }

  private static Map<String, TopicDescription> descriptions(Map<String, Uuid> ids) {
    Map<String, TopicDescription> descriptions = new HashMap<>();
    ids.forEach(
        (name, id) ->
            descriptions.put(name, new TopicDescription(name, false, List.of(), Set.of(), id)));
    return descriptions;
  }

  @Test
  void topicsThatComeForTheFirstTimeAreNoChange() {
    assertThat(change(Map.of()).isNone()).isTrue();
    assertThat(change(Map.of("events", ONE, "status", TWO)).isNone()).isTrue();
    assertThat(change(Map.of("events", ONE, "status", TWO)).isNone()).isTrue();
    assertThat(topics.missing(descriptions(Map.of("events", ONE)))).containsExactly("status");
  }

  @Test
  void oneThatAnEarlierReleaseDidNotWriteIsNotMissed() {
    assertThat(topics.missing(descriptions(Map.of("events", ONE, "status", ONE)))).isEmpty();
    change(Map.of("events", ONE, "status", ONE));
    assertThat(change(Map.of("events", ONE, "status", ONE, "comparisons", ONE)).isNone()).isTrue();
    assertThat(change(Map.of("events", ONE, "status", ONE)).lost()).containsExactly("comparisons");
  }

  @Test
  void anotherTopicUnderTheSameNameIsToldOnce() {
    change(Map.of("events", ONE, "status", ONE));

    OutputTopics.Change change = change(Map.of("events", TWO, "status", ONE));
    assertThat(change.lost()).containsExactly("events");
    assertThat(change.words())
        .isEqualTo("Topic events is made anew, and what was shown of the old is forgotten.");
    assertThat(change(Map.of("events", TWO, "status", ONE)).isNone()).isTrue();
  }

  @Test
  void oneThatGoesAndComesBackIsToldTwice() {
    change(Map.of("events", ONE, "status", ONE));

    OutputTopics.Change gone = change(Map.of("status", ONE));
    assertThat(gone.lost()).containsExactly("events");
    assertThat(gone.words())
        .isEqualTo("Topic events is gone, and what was shown of it is forgotten.");
    assertThat(change(Map.of("status", ONE)).isNone()).isTrue();

    OutputTopics.Change back = change(Map.of("events", TWO, "status", TWO));
    assertThat(back.lost()).containsExactly("status");
    assertThat(back.words())
        .isEqualTo(
            "Topic status is made anew, and what was shown of the old is forgotten."
                + " Topic events is there again, made anew.");
  }
}
