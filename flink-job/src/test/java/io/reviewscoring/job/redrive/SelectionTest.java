package io.reviewscoring.job.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.kafka.DeadLetterRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final DeadLetterRecord LETTER =
      new DeadLetterRecord(
          "reviews", 1, 7, "parse", "not-json", "", 1, 5L, null, new byte[0], 0, List.of(), true);

  @Test
  void withoutConditionsAllAreMeant() {
    assertThat(selection(Set.of(), 0, Long.MAX_VALUE, Set.of()).holds(LETTER, 100)).isTrue();
  }

  @Test
  void allConditionsMustHold() {
    Set<String> reasons = Set.of("not-json", "late");
    Set<Place> places = Set.of(new Place(0, 7), new Place(1, 7));
    assertThat(selection(reasons, 100, 101, places).holds(LETTER, 100)).isTrue();
    assertThat(selection(Set.of("late"), 100, 101, places).holds(LETTER, 100)).isFalse();
    assertThat(selection(reasons, 101, 102, places).holds(LETTER, 100)).isFalse();
    assertThat(selection(reasons, 99, 100, places).holds(LETTER, 100)).isFalse();
    assertThat(selection(reasons, 100, 101, Set.of(new Place(1, 8))).holds(LETTER, 100)).isFalse();
  }

  @Test
  void aPlaceIsAPartitionAndAnOffset() {
    assertThat(Place.of("1:7")).contains(new Place(1, 7)).map(Place::toString).contains("1:7");
    for (String text : List.of("", "1", "1:", ":7", "-1:7", "1:7:8", "1:99999999999999999999")) {
      assertThat(Place.of(text)).as(text).isEqualTo(Optional.empty());
    }
  }

  private static Selection selection(Set<String> reasons, long from, long to, Set<Place> places) {
    return new Selection(reasons, from, to, places, 3);
  }
}
