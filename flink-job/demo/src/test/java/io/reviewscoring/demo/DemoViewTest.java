package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DemoViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final DemoView plain = new DemoView(out, 80, false, ZoneOffset.UTC);

  @Test
  void anEventIsOneLineOfEightyColumns() throws Exception {
    plain.event(event(0.93, "POSITIVE", "A film with so many words that they don't fit a line."));
    assertThat(shown())
        .isEqualTo(
            "POSITIVE  0.93 ███████· film-aurora      imdb-1          A film with so many wo…\n");
    assertThat(shown().stripTrailing()).hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void onlyATerminalGetsColours() throws Exception {
    plain.event(event(0.1, "NEGATIVE", "Bad."));
    assertThat(shown()).doesNotContain("\u001b");
    new DemoView(out, 80, true, ZoneOffset.UTC).event(event(0.1, "NEGATIVE", "Bad."));
    assertThat(shown()).contains("\u001b[31mNEGATIVE\u001b[0m  0.10 █·······");
  }

  @Test
  void anEditShowsTheScoreBefore() throws Exception {
    plain.event(
        json(
            """
            {"reviewId":"r","productId":"p","score":0.5,"label":"UNCERTAIN","modelVersion":"m",
             "previousScore":0.25,"text":"Hm."}"""));
    assertThat(shown()).startsWith("UNCERTAIN 0.50").contains("(was 0.25) Hm.");
  }

  @Test
  void aDeadLetterShowsItsReasonAndBytes() throws Exception {
    plain.deadLetter(
        json(
            """
            {"reason":"not-json","partition":1,"offset":42,"error":"e","payload":"bm8KanNvbg=="}"""));
    assertThat(shown()).isEqualTo("DEAD      not-json        partition 1, offset 42  no json\n");
  }

  @Test
  void aLateOneShowsTheErrorInPlaceOfBytes() throws Exception {
    plain.deadLetter(
        json(
            """
            {"reason":"late","partition":0,"offset":7,"error":"too late for its window"}"""));
    assertThat(shown()).contains("late            partition 0, offset 7   too late for its window");
  }

  @Test
  void aDecisionShowsBothInstants() throws Exception {
    plain.status(
        json(
            """
            {"version":"small-1","state":"ACCEPTED","requestedFrom":"2026-03-01T12:00:05Z",
             "effectiveFrom":"2026-03-01T12:00:08Z"}"""));
    assertThat(shown())
        .isEqualTo("MODEL     small-1 accepted, in force from 12:00:08 (asked for 12:00:05)\n");
  }

  @Test
  void theModelGivenAtTheStartIsInForceFromThere() throws Exception {
    plain.status(
        json(
            """
            {"version":"small-1","state":"ACCEPTED","requestedFrom":"1970-01-01T00:00:00Z",
             "effectiveFrom":"1970-01-01T00:00:00Z"}"""));
    assertThat(shown()).startsWith("MODEL     small-1 accepted, in force from the start");
  }

  @Test
  void theTableHoldsTheNewestWindowOfEachProduct() throws Exception {
    plain.aggregate(aggregate("film-b", "2026-03-01T12:00:20Z", "2026-03-01T12:00:40Z", 3));
    plain.aggregate(aggregate("film-a", "2026-03-01T12:00:20Z", "2026-03-01T12:00:40Z", 5));
    plain.aggregate(aggregate("film-a", "2026-03-01T12:00:00Z", "2026-03-01T12:00:20Z", 9));
    plain.aggregates();
    assertThat(shown().lines().filter(line -> line.startsWith("film")))
        .containsExactly(
            "film-a           12:00:20     5    2    1    0  0.50  m 5",
            "film-b           12:00:20     3    2    1    0  0.50  m 3");
  }

  @Test
  void aWindowWithTwoModelsHasALineForEach() throws Exception {
    plain.aggregate(
        json(
            """
            {"productId":"film-a","windowStart":"2026-03-01T12:00:20Z","count":23,"positive":2,
             "negative":1,"uncertain":20,"meanScore":0.5,
             "models":{"imdb-long-1":12,"imdb-small-1":11},"final":true}"""));
    plain.aggregates();
    assertThat(shown())
        .contains("0.50  imdb-long-1 12 final\n" + " ".repeat(54) + "imdb-small-1 11\n");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode event(double score, String label, String text) throws Exception {
    return json(
        """
        {"reviewId":"r","productId":"film-aurora","score":%s,"label":"%s","modelVersion":"imdb-1",
         "text":"%s"}"""
            .formatted(score, label, text));
  }

  private static JsonNode aggregate(String product, String start, String end, long count)
      throws Exception {
    return json(
        """
        {"productId":"%s","windowStart":"%s","windowEnd":"%s","count":%d,"positive":2,"negative":1,
         "uncertain":0,"meanScore":0.5,"models":{"m":%d},"final":false}"""
            .formatted(product, start, end, count, count));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
