package io.reviewscoring.job.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.form.NamedForms;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.message.Unicode;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewParserTest {
  private static final long RECORD_TIME = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
  private static final String GOOD =
      """
      {"reviewId":"r1","productId":"p1","text":"Fine.","timestamp":"2026-01-01T11:59:00Z",
       "language":"en-GB","source":"web","stars":{"of":[5]}}\
      """;

  private final ReviewParser parser =
      new ReviewParser(new ParseLimits(1_000, Duration.ofMinutes(5)));

  @Test
  void aReviewKeepsItsFieldsAndUnknownOnesAreIgnored() {
    assertThat(parser.parse(record(GOOD.getBytes(UTF_8))).review())
        .isEqualTo(
            new Review(
                "r1",
                "p1",
                "Fine.",
                RECORD_TIME - 60_000,
                "en-GB",
                new SourceCoordinates("reviews", 3, 42, RECORD_TIME)));
  }

  @Test
  void timestampsMayBeEpochMillisecondsOrCarryAnOffset() {
    assertThat(timestampOf("1767268740000")).isEqualTo(RECORD_TIME - 60_000);
    assertThat(timestampOf("\"2026-01-01T13:59:00+02:00\"")).isEqualTo(RECORD_TIME - 60_000);
  }

  @Test
  void anEmptyTextIsAReview() {
    Review review = parser.parse(record(review("\"\"", "0").getBytes(UTF_8))).review();
    assertThat(Objects.requireNonNull(review).text()).isEmpty();
  }

  /** ASCII is read from the bytes, everything else from a text. */
  @Test
  void bothWaysOfReadingGiveTheSame() {
    String fields = GOOD.substring(1, GOOD.length() - 1).replace("Fine", "Fi\\n\\u00e9\\\\ne");
    String noise = "{}[]\":,\\\\u0dnN1-.eE \t\n\0/*tfx'\u007f";
    Random random = new Random(4);
    int reviews = 0;
    for (int i = 0; i < 30_000; i++) {
      var changed = new StringBuilder(fields);
      for (int change = random.nextInt(4); change > 0; change--) {
        int at = random.nextInt(changed.length());
        char c = noise.charAt(random.nextInt(noise.length()));
        switch (random.nextInt(3)) {
          case 0 -> changed.insert(at, c);
          case 1 -> changed.deleteCharAt(at);
          default -> changed.setCharAt(at, c);
        }
      }
      Parsed bytes = parser.parse(record(("{" + changed + ",\"x\":\"e\"}").getBytes(UTF_8)));
      Parsed text = parser.parse(record(("{" + changed + ",\"x\":\"\u00e9\"}").getBytes(UTF_8)));
      assertThat(bytes.review()).as(changed.toString()).isEqualTo(text.review());
      if (text.deadLetter() == null) {
        reviews++;
      } else if (!text.deadLetter().error().contains("\u00e9")) {
        DeadLetter letter = Objects.requireNonNull(bytes.deadLetter());
        assertThat(letter.reason()).isEqualTo(text.deadLetter().reason());
        assertThat(letter.error()).isEqualTo(text.deadLetter().error());
      }
    }
    assertThat(reviews).isBetween(8_000, 22_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
  void noOtherEncodingIsTakenForJson(String encoding) {
    byte[] bytes = review("\"t\"", "1").getBytes(Charset.forName(encoding));
    assertThat(deadLetter(bytes).reason()).isIn("not-json", "invalid-utf8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0{}", "{\0}", "{", "\0", "{\0\0\0"})
  void beginningsThatTellAnEncodingElsewhereAreNotJson(String value) {
    assertThat(deadLetter(value.getBytes(UTF_8)).reason()).isIn("not-json", "wrong-shape");
  }

  @Test
  void aTombstoneIsNeitherReviewNorDeadLetter() {
    Parsed parsed =
        parser.parse(
            new SourceRecord(null, null, new SourceCoordinates("reviews", 0, 0, RECORD_TIME)));
    assertThat(parsed).isEqualTo(Parsed.TOMBSTONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not-json        | no json at all
          not-json        | {"reviewId":"r1"
          not-json        | {"reviewId":"r","productId":"p","text":"t","timestamp":1} {}
          wrong-shape     | [1, 2]
          wrong-shape     | "text"
          wrong-shape     | {"reviewId":1.5,"productId":"p","text":"t","timestamp":1}
          wrong-shape     | {"reviewId":"r","productId":"p","text":{"a":1},"timestamp":1}
          wrong-shape     | {"reviewId":"r\\ud800","productId":"p","text":"t","timestamp":1}
          wrong-shape     | {"reviewId":"r","productId":"p","text":"t","timestamp":1,"language":"??"}
          missing-id      | {"productId":"p","text":"t","timestamp":1}
          missing-id      | {"reviewId":" ","productId":"p","text":"t","timestamp":1}
          missing-id      | {"reviewId":"r","productId":null,"text":"t","timestamp":1}
          missing-text    | {"reviewId":"r","productId":"p","text":null,"timestamp":1}
          missing-text    | {"reviewId":"r","productId":"p","timestamp":1}
          bad-timestamp   | {"reviewId":"r","productId":"p","text":"t"}
          bad-timestamp   | {"reviewId":"r","productId":"p","text":"t","timestamp":"yesterday"}
          bad-timestamp   | {"reviewId":"r","productId":"p","text":"t","timestamp":-1}
          bad-timestamp   | {"reviewId":"r","productId":"p","text":"t","timestamp":"0001-01-01T00:00:00Z"}
          bad-timestamp   | {"reviewId":"r","productId":"p","text":"t","timestamp":99999999999999999999}
          timestamp-ahead | {"reviewId":"r","productId":"p","text":"t","timestamp":"9999-01-01T00:00:00Z"}
          timestamp-ahead | {"reviewId":"r","productId":"p","text":"t","timestamp":"2026-01-02T12:00:00Z"}
          timestamp-ahead | {"reviewId":"r","productId":"p","text":"t","timestamp":9223372036854775807}
          """)
  void whatIsNoReviewIsADeadLetterWithItsReasonAndItsBytes(String reason, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    DeadLetter letter = deadLetter(bytes);
    assertThat(letter.reason()).isEqualTo(reason);
    assertThat(letter.error()).isNotBlank().doesNotContain("\n");
    assertThat(letter.value()).isEqualTo(bytes);
    assertThat(letter.key()).isEqualTo(new byte[] {7});
    assertThat(letter.offset()).isEqualTo(42);
  }

  @Test
  void exactlyTheAllowedLeadIsAllowed() {
    long latest = RECORD_TIME + Duration.ofMinutes(5).toMillis();
    assertThat(timestampOf(Long.toString(latest))).isEqualTo(latest);
    assertThat(deadLetter(review("\"t\"", Long.toString(latest + 1)).getBytes(UTF_8)).reason())
        .isEqualTo("timestamp-ahead");
  }

  @Test
  void aLanguageTagWithoutEndIsADeadLetter() {
    String tag = "en" + "-a".repeat(100_000);
    byte[] bytes =
        "{\"reviewId\":\"r\",\"productId\":\"p\",\"text\":\"t\",\"timestamp\":1,\"language\":\"%s\"}"
            .formatted(tag)
            .getBytes(UTF_8);
    assertThat(deadLetter(bytes).reason()).isEqualTo("wrong-shape");
  }

  @Test
  void anErrorIsCutBetweenCharacters() {
    String name = "/a" + "\ud83d\ude00".repeat(1_000);
    ReviewForm form = NamedForms.form(NamedForms.OWN, Map.of("reviews.field.text", name));
    ReviewParser other = new ReviewParser(form, new ParseLimits(1_000, Duration.ofMinutes(5)));
    DeadLetter letter = other.parse(record(GOOD.getBytes(UTF_8))).deadLetter();
    String error = Objects.requireNonNull(letter).error();
    assertThat(error).startsWith("'/a\ud83d\ude00").isEqualTo(Unicode.wellFormed(error));
    assertThat(error.length()).isLessThanOrEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"%s\":1}", "9%s", "\"9%s\"", "\"%s\""})
  void aLongTimeHasAShortError(String json) {
    String value = json.formatted("9".repeat(1 << 14));
    DeadLetter letter = deadLetter(review("\"t\"", value).getBytes(UTF_8));
    assertThat(letter.reason()).isEqualTo("bad-timestamp");
    assertThat(letter.error().length()).isLessThan(120);
  }

  @Test
  void invalidUtf8IsADeadLetterWithTheOriginalBytes() {
    byte[] bytes = GOOD.getBytes(UTF_8);
    bytes[GOOD.indexOf("Fine")] = (byte) 0xC3;
    DeadLetter letter = deadLetter(bytes);
    assertThat(letter.reason()).isEqualTo("invalid-utf8");
    assertThat(letter.value()).isEqualTo(bytes);
  }

  @Test
  void aTextOverTheLimitIsADeadLetterWithAllOfItsBytes() {
    byte[] bytes = review("\"" + "x".repeat(1 << 20) + "\"", "1").getBytes(UTF_8);
    DeadLetter letter = deadLetter(bytes);
    assertThat(letter.reason()).isEqualTo("text-too-long");
    assertThat(letter.value()).isSameAs(bytes);
  }

  private long timestampOf(String json) {
    Review review = parser.parse(record(review("\"t\"", json).getBytes(UTF_8))).review();
    return Objects.requireNonNull(review).timestamp();
  }

  private DeadLetter deadLetter(byte[] value) {
    return Objects.requireNonNull(parser.parse(record(value)).deadLetter());
  }

  private static String review(String text, String timestamp) {
    return "{\"reviewId\":\"r\",\"productId\":\"p\",\"text\":%s,\"timestamp\":%s}"
        .formatted(text, timestamp);
  }

  private static SourceRecord record(byte[] value) {
    return new SourceRecord(
        new byte[] {7}, value, new SourceCoordinates("reviews", 3, 42, RECORD_TIME));
  }
}
