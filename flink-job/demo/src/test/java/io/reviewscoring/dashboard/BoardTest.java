package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.message.Label;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Board board = new Board(Duration.ofMinutes(15), Clock.fixed(NOW, ZoneOffset.UTC));

  private void review(String id, double score, Label label, long secondsAgo) {
    board.review(
        new ScoredReview(
            id, "p", 0, score, label, null, 5, 4, "m-1", null, List.of(), "text of " + id),
        NOW.minusSeconds(secondsAgo).toEpochMilli());
  }

  private JsonNode section(String name) throws Exception {
    Map<String, String> sections =
        new Sections("broker:9092")
            .of(
                board.read(),
                new StreamHealth.Finding(StreamHealth.State.FLOWING, 0, "Reviews are flowing"));
    assertThat(sections.get(name)).as("one line").doesNotContain("\n", "\r");
    return new ObjectMapper().readTree(sections.get(name));
  }

  @Test
  void scoresAreCountedByTenthsAndTheLastHoldsOne() throws Exception {
    review("a", 0, Label.NEGATIVE, 1);
    review("b", 0.1, Label.NEGATIVE, 1);
    review("c", 0.999, Label.POSITIVE, 1);
    review("d", 1, Label.POSITIVE, 1);

    assertThat(section("scores").toString())
        .isEqualTo("{\"bins\":[1,1,0,0,0,0,0,0,0,2],\"labels\":{\"NEGATIVE\":2,\"POSITIVE\":2}}");
  }

  @Test
  void theNewestReviewsComeFirstAndAreBounded() throws Exception {
    for (int i = 0; i < 500; i++) {
      review("r-" + i, 0.5, Label.UNCERTAIN, 1);
    }

    JsonNode newest = section("reviews").get("newest");
    assertThat(newest).hasSize(24);
    assertThat(newest.get(0).get("reviewId").asText()).isEqualTo("r-499");
    assertThat(section("scores").get("bins").get(5).asInt()).isEqualTo(500);
    assertThat(section("models").get("reviews").get("m-1").asInt()).isEqualTo(500);
  }

  @Test
  void aReviewFromAClockThatIsAheadCountsAsNow() throws Exception {
    review("a", 0.5, Label.UNCERTAIN, -3600);

    assertThat(section("rate").get("from").asLong()).isLessThan(NOW.getEpochSecond());
    assertThat(section("scores").get("labels").get("UNCERTAIN").asInt()).isEqualTo(1);
  }

  @Test
  void deadLettersAreCountedByReasonWithTheLastOfEach() throws Exception {
    long now = NOW.toEpochMilli();
    board.lost(new LostReview("not-json", "first", "reviews", 0, 1), now);
    board.lost(new LostReview("not-json", "second", "reviews", 1, 2), now);
    board.lost(new LostReview("late", "too late", "reviews", 0, 3), now);

    JsonNode reasons = section("deadLetters").get("reasons");
    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(1).get("reason").asText()).isEqualTo("not-json");
    assertThat(reasons.get(1).get("count").asInt()).isEqualTo(2);
    assertThat(reasons.get(1).get("error").asText()).isEqualTo("second");
    assertThat(reasons.get(1).get("offset").asInt()).isEqualTo(2);
  }

  @Test
  void productsComeWithTheirSharesWindowByWindow() throws Exception {
    board.window(new WindowResult("p", 0, 60_000, 4, 3));
    board.window(new WindowResult("p", 120_000, 180_000, 3, 1));
    board.window(new WindowResult("q", 60_000, 120_000, 1, 1));

    JsonNode products = section("products");
    assertThat(products.get("windows").toString()).isEqualTo("[0,60000,120000]");
    assertThat(products.get("courses").get(0).get("shares").toString())
        .isEqualTo("[0.75,null,0.3333]");
  }

  @Test
  void countsThatAreNotWholeYetAreSaidToBeSo() throws Exception {
    assertThat(section("stream").has("wholeFrom")).isFalse();
    board.wholeFrom(NOW.plusSeconds(900).toEpochMilli());

    assertThat(section("stream").get("wholeFrom").asLong())
        .isEqualTo(NOW.plusSeconds(900).toEpochMilli());
  }

  @Test
  void aBoardWithoutARecordIsAsGood() throws Exception {
    assertThat(section("rate").get("latest").asDouble()).isZero();
    assertThat(section("products").get("courses")).isEmpty();
    assertThat(section("models").has("inForce")).isFalse();
  }
}
