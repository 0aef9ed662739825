package io.reviewscoring.dashboard;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.comparison.WilsonInterval;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.MostDifferent;
import io.reviewscoring.job.message.RoleChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  void theNewestReviewsStandInTheOrderInWhichTheyWereWritten() throws Exception {
    review("a-1", 0.5, Label.UNCERTAIN, 4);
    review("a-2", 0.5, Label.UNCERTAIN, 2);
    review("b-1", 0.5, Label.UNCERTAIN, 3);
    review("b-2", 0.5, Label.UNCERTAIN, 1);

    JsonNode newest = section("reviews").get("newest");
    assertThat(newest)
        .extracting(each -> each.get("reviewId").asText())
        .containsExactly("b-2", "a-2", "b-1", "a-1");
    assertThat(newest.get(3).get("scoredAt").asLong())
        .isEqualTo(NOW.minusSeconds(4).toEpochMilli());
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

  private void decided(String version, long offset, long secondsAgo, @Nullable RoleChange change) {
    long from = NOW.minusSeconds(secondsAgo).toEpochMilli();
    var status =
        new ModelStatus(
            version, ACCEPTED, null, null, null, from, "u", "s" + version, offset, null);
    board.status(status.withChange(change), from);
  }

  private void compared(String experiment, long window, boolean isFinal, Long... labels) {
    long count = Stream.of(labels).mapToLong(Long::longValue).sum();
    board.comparison(
        new Comparison(
            new ModelPair(experiment, "m-1", "m-2", "shadow"),
            window,
            window + 60_000,
            count,
            0.25,
            -0.125,
            0.5,
            List.of(labels),
            0,
            0,
            0,
            List.of(new MostDifferent("r-" + window, -0.5)),
            1,
            isFinal,
            false));
  }

  @Test
  void anExperimentComesWithItsFiguresAndWithItsEnd() throws Exception {
    decided("m-1", 0, 600, null);
    assertThat(section("experiment").toString()).isEqualTo("{}");
    decided("m-2", 1, 300, new RoleChange(RoleChange.Kind.SHADOW, "e", 0.5, 0));
    decided("m-2", 2, 200, new RoleChange(RoleChange.Kind.CANARY, "e", 0.05, 1));
    compared("e", 0, false, 9L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    compared("e", 0, true, 50L, 5L, 0L, 0L, 20L, 0L, 5L, 0L, 20L);
    compared("e", 60_000, false, 0L, 0L, 0L, 0L, 100L, 0L, 0L, 0L, 0L);
    compared("f", 0, true, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);

    JsonNode running = section("experiment");
    long since = NOW.minusSeconds(300).toEpochMilli();
    assertThat(running.get("since").asLong()).isEqualTo(since);
    assertThat(running.get("candidate").toString())
        .isEqualTo(
            "{\"version\":\"m-2\",\"share\":0.05,\"compared\":1.0,\"since\":%d}"
                .formatted(NOW.minusSeconds(200).toEpochMilli()));
    assertThat(running.has("ended")).isFalse();
    assertThat(running.get("pairs")).hasSize(1);
    WilsonInterval interval = WilsonInterval.of(10, 200);
    JsonNode pair = running.get("pairs").get(0);
    assertThat(pair.get("count").asInt()).isEqualTo(200);
    assertThat(pair.get("notFinal").asInt()).isEqualTo(100);
    assertThat(pair.get("differing").asInt()).isEqualTo(10);
    assertThat(pair.get("meanDifference").asDouble()).isEqualTo(0.25);
    assertThat(pair.get("share").asDouble()).isEqualTo(0.05);
    assertThat(pair.get("shareFrom").asDouble()).isCloseTo(interval.from(), within(1e-4));
    assertThat(pair.get("shareTo").asDouble()).isCloseTo(interval.to(), within(1e-4));
    assertThat(pair.get("labels").toString()).isEqualTo("[50,5,0,0,120,0,5,0,20]");
    assertThat(pair.get("mostDifferent")).hasSize(2);

    decided("m-1", 3, 100, new RoleChange(RoleChange.Kind.ROLLBACK, null, 0, 0));
    JsonNode ended = section("experiment");
    assertThat(ended.at("/ended/type").asText()).isEqualTo("ROLLBACK");
    assertThat(ended.at("/ended/version").asText()).isEqualTo("m-1");
    assertThat(ended.get("pairs")).isEqualTo(running.get("pairs"));
    assertThat(ended.at("/candidate/share").asDouble()).isEqualTo(0.05);
    board.forgetComparisons();
    assertThat(section("experiment").get("pairs")).isEmpty();
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
