package io.reviewscoring.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.Label;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode event(String id, double score) {
    return JSON.createObjectNode()
        .put("reviewId", id)
        .put("productId", "p")
        .put("timestamp", "2026-01-01T00:00:05Z")
        .put("score", score)
        .put("label", score < 0.5 ? "NEGATIVE" : "POSITIVE")
        .put("modelVersion", "v1");
  }

  private static ObjectNode aggregate(double mean, int negative, int positive, double... minMax) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("productId", "p")
            .put("windowStart", "2026-01-01T00:00:00Z")
            .put("count", negative + positive)
            .put("positive", positive)
            .put("negative", negative)
            .put("uncertain", 0)
            .put("meanScore", mean)
            .put("minScore", minMax[0])
            .put("maxScore", minMax[1])
            .put("final", true);
    List.of(0, 0, negative, 0, 0, 0, 0, positive, 0, 0).forEach(node.withArray("histogram")::add);
    node.putObject("models").put("v1", negative + positive);
    return node;
  }

  private static ObjectNode late(String id) {
    return JSON.createObjectNode()
        .put("reason", "late")
        .put("error", "scored, but its window was closed")
        .put("reviewId", id)
        .put("eventTimestamp", "2026-01-01T00:00:05Z");
  }

  private static ObjectNode lateInTheFirstRelease(String id) {
    return JSON.createObjectNode()
        .put("reason", "late")
        .put(
            "error",
            "scored, but its window was closed: reviewId "
                + id
                + ", timestamp 2026-01-01T00:00:05Z");
  }

  @Test
  void equalEventsInAnyOrderDoNotDifferNorDoesWhatDependsOnArrival() throws IOException {
    try (EventComparison comparison = new EventComparison()) {
      comparison.add(event("a", 0.25));
      comparison.add(event("b", 0.75).put("previousScore", 0.1).put("text", "x"));
      comparison.addOther(event("b", 0.75));
      comparison.addOther(event("a", 0.25));

      assertThat(comparison.result()).isEqualTo(new Difference(2, 2, 0, 0, 0));
      assertThat(comparison.result().isNone()).isTrue();
    }
  }

  @Test
  void evidenceCountsWhereBothEventsCarryIt() throws IOException {
    try (EventComparison comparison = new EventComparison()) {
      comparison.add(withEvidence(event("same", 0.25), -0.5));
      comparison.add(withEvidence(event("other", 0.25), -0.5));
      comparison.add(withEvidence(event("here alone", 0.25), -0.5));
      comparison.add(event("there alone", 0.25));
      comparison.addOther(withEvidence(event("same", 0.25), -0.5));
      comparison.addOther(withEvidence(event("other", 0.25), -0.4));
      comparison.addOther(event("here alone", 0.25));
      comparison.addOther(withEvidence(event("there alone", 0.25), -0.5));

      assertThat(comparison.result()).isEqualTo(new Difference(4, 4, 0, 0, 1));
    }
  }

  private static ObjectNode withEvidence(ObjectNode event, double effect) {
    event.withArray("evidence").addObject().put("word", "dull").put("effect", effect);
    return event;
  }

  @Test
  void missingExtraAndDifferingEventsAreToldApart() throws IOException {
    try (EventComparison comparison = new EventComparison()) {
      comparison.add(event("only here", 0.25));
      comparison.add(event("other score", 0.25));
      comparison.add(event("twice there", 0.25));
      comparison.addOther(event("other score", Math.nextUp(0.25f)));
      comparison.addOther(event("twice there", 0.25));
      comparison.addOther(event("twice there", 0.25));
      comparison.addOther(event("only there", 0.25));

      assertThat(comparison.result()).isEqualTo(new Difference(3, 4, 1, 2, 1));
    }
  }

  static List<ObjectNode> lateLetters() {
    return List.of(late("b"), lateInTheFirstRelease("b"));
  }

  @ParameterizedTest
  @MethodSource("lateLetters")
  void finalAggregatesAndTheReviewsThatWereLateForThemMakeTheBackfillsAggregates(ObjectNode late) {
    WindowComparison comparison = new WindowComparison(Duration.ofMinutes(1));
    comparison.addDeadLetter(late);
    comparison.addDeadLetter(JSON.createObjectNode().put("reason", "not-json").put("error", "?"));
    comparison.addEvent(event("a", 0.25));
    comparison.addEvent(event("b", 0.75));
    comparison.addAggregate(aggregate(0.1, 1, 0, 0.1, 0.1).put("final", false));
    comparison.addAggregate(aggregate(0.25, 1, 0, 0.25, 0.25));
    comparison.addOtherAggregate(aggregate(0.5, 1, 1, 0.25, 0.75));

    assertThat(comparison.result().isNone()).isTrue();
    assertThat(comparison.lateReviews()).isEqualTo(1);
  }

  @Test
  void aWindowThatAddsUpToAnotherSumDiffers() {
    WindowComparison comparison = new WindowComparison(Duration.ofMinutes(1));
    comparison.addAggregate(aggregate(0.25, 1, 0, 0.25, 0.25));
    comparison.addOtherAggregate(aggregate(0.25 + 0x1p-32, 1, 0, 0.25, 0.25));

    assertThat(comparison.result()).isEqualTo(new Difference(1, 1, 0, 0, 1));
  }

  private static ObjectNode pair(int count, double difference, String id, String kind) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("experiment", "e")
            .put("model", "v1")
            .put("other", "v2")
            .put("role", "shadow")
            .put("windowStart", "2026-01-01T00:00:00Z")
            .put("windowEnd", "2026-01-01T00:01:00Z")
            .put("count", count)
            .put("meanDifference", difference)
            .put("meanSigned", -difference)
            .put("largest", difference)
            .put("differing", count)
            .put("shareFrom", 0.5)
            .put("shareTo", 1.0)
            .put(kind, true);
    ObjectNode labels = node.putObject("labels");
    for (Label own : Label.values()) {
      for (Label other : Label.values()) {
        labels.withObject("/" + own).put(other.name(), 0);
      }
    }
    labels.withObject("/" + Label.POSITIVE).put(Label.NEGATIVE.name(), count);
    node.putArray("mostDifferent").addObject().put("reviewId", id).put("difference", -difference);
    return node;
  }

  @Test
  void comparisonsOfModelsAreEqualWhenLateOnesAreAddedToTheirFinals() {
    PairComparison pairs = new PairComparison();
    pairs.add(pair(9, 0.25, "early", "early result"));
    pairs.add(pair(3, 0.25, "r1", "final"));
    pairs.add(pair(1, 0.25, "r2", "late"));
    pairs.add(pair(1, 0.25, "r2", "late")); // delivered twice
    pairs.add(JSON.createObjectNode().put("experiment", "e").put("late", true));
    ObjectNode whole = pair(4, 0.25, "r1", "final");
    whole.withArray("mostDifferent").addObject().put("reviewId", "r2").put("difference", -0.25);
    pairs.addOther(whole);
    assertThat(pairs.result()).isEqualTo(new Difference(1, 1, 0, 0, 0));
  }

  @Test
  void comparisonsOfModelsDifferByAnyFigureAndByTheirReviews() {
    for (ObjectNode other :
        List.of(
            pair(4, 0.25, "r1", "final"),
            pair(3, 0.5, "r1", "final"),
            pair(3, 0.25, "r2", "final"),
            pair(3, 0.25, "r1", "final").put("meanSigned", 0.25),
            pair(3, 0.25, "r1", "final").put("largest", 0.5))) {
      PairComparison pairs = new PairComparison();
      pairs.add(pair(3, 0.25, "r1", "final"));
      pairs.addOther(other);
      assertThat(pairs.result()).as("%s", other).isEqualTo(new Difference(1, 1, 0, 0, 1));
    }
    PairComparison pairs = new PairComparison();
    pairs.add(pair(3, 0.25, "r1", "final"));
    pairs.addOther(pair(3, 0.25, "r1", "final").put("other", "v3"));
    assertThat(pairs.result()).isEqualTo(new Difference(1, 1, 1, 1, 0));
  }
}
