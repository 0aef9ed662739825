package io.reviewscoring.job.parse;

import static io.reviewscoring.job.parse.Records.TEXT;
import static io.reviewscoring.job.parse.Records.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Review;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordShapesTest {
  private static final String GOOD = with("\"stars\":4");
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  private final Records records = Records.ownForm();

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t", "\r", "\n", "\ufeff", "\ufeff \r\n"})
  void whatIsBlankIsReadOver(String value) {
    assertThat(records.isTombstone(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeff", " ", "\n", "\ufeff\n "})
  void whatStandsBeforeTheObjectIsReadOver(String before) {
    assertThat(records.review(before + GOOD).reviewId()).isEqualTo("r1");
    assertThat(records.review(before + GOOD + "\r").text()).isEqualTo(TEXT);
  }

  @Test
  void jsonBehindASchemasNumberIsRead() {
    byte[] json = GOOD.getBytes(UTF_8);
    byte[] framed = ByteBuffer.allocate(5 + json.length).put((byte) 0).putInt(7).put(json).array();
    assertThat(records.review(framed).productId()).isEqualTo("p1");
  }

  /** Lengths and numbers of Avro are seldom UTF-8. */
  @ParameterizedTest
  @ValueSource(bytes = {2, (byte) 0x80, (byte) 0xC4})
  void aSchemasNumberBeforeSomethingElseNamesTheConverter(byte first) {
    byte[] value = {0, 0, 0, 0, 7, first, 1, 'r', '1'};
    DeadLetter avro = records.deadLetter(value);
    assertThat(avro.error()).contains("Avro", "JSON converter");
    assertThat(avro.reason()).isEqualTo("not-json");
  }

  @Test
  void idsMayBeWholeNumbersAndKeepTheirDigits() {
    assertThat(records.review(with("\"productId\":730")).productId()).isEqualTo("730");
    assertThat(records.review(with("\"reviewId\":148713204")).reviewId()).isEqualTo("148713204");
    assertThat(records.review(with("\"reviewId\":-90071992547409931234567")).reviewId())
        .isEqualTo("-90071992547409931234567");
    assertThat(records.deadLetter(with("\"reviewId\":1.5")).error())
        .isEqualTo("'/reviewId' is a number, not a text or a whole number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"rating\":NaN",
        "\"rating\":-Infinity",
        "\"rating\":Infinity",
        "\"rating\":007",
        "\"rating\":+5",
        "\"rating\":.5",
        "\"rating\":5.",
        "\"rating\":\"a\tb\"",
        "\"rating\":\"it\\'s\"",
        "\"source\":{\"name\":\"web\",\"of\":[1,{}]}",
        "\"source\":7",
        "\"source\":[]",
        "\"source\":null",
        "\"__op\":\"c\",\"__deleted\":\"false\"",
        "\"language\":null",
        "\"\":{\"\":[]}",
        "\"a\":\"\\ude0d\""
      })
  void whatNothingReadsRefusesNoReview(String field) {
    assertThat(records.review(with(field)).text()).isEqualTo(TEXT);
    assertThat(records.review(with(field + ",\"x\":\"\u00e9\""))).isEqualTo(records.review(GOOD));
  }

  @Test
  void neitherLongNumbersNorDeepArraysNorLongNamesRefuseAReview() {
    String digits = "9".repeat(100_000);
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    String name = "n".repeat(200_000);
    for (String field :
        new String[] {"\"v\":" + digits, "\"v\":1." + digits, "\"v\":" + deep, name(name)}) {
      assertThat(records.review(with(field))).isEqualTo(records.review(GOOD));
    }
  }

  private static String name(String name) {
    return "\"" + name + "\":1";
  }

  @Test
  void bytesThatAreNoUtf8RefuseOnlyWhereTheyAreRead() {
    byte[] unread = with("\"city\":\"Orl\u00e9ans\"").getBytes(ISO_8859_1);
    assertThat(records.review(unread)).isEqualTo(records.review(GOOD));

    byte[] read = with("\"text\":\"clich\u00e9 \ud83d\"").getBytes(ISO_8859_1);
    DeadLetter letter = records.deadLetter(read);
    assertThat(letter.reason()).isEqualTo("invalid-utf8");
    assertThat(letter.error()).contains("byte 0xE9 at ");
    assertThat(letter.value()).isEqualTo(read);
  }

  @Test
  void halvesOfSurrogatePairsAndControlsInATextAreRead() {
    assertThat(records.review(with("\"text\":\"good \\ud83d\"")).text()).isEqualTo("good \ud83d");
    assertThat(records.review(with("\"text\":\"a \\udc80 b\"")).text()).isEqualTo("a \udc80 b");
    assertThat(records.review(with("\"text\":\"a\\u0000b\"")).text()).isEqualTo("a\0b");
    assertThat(records.review(with("\"text\":\"one\u000btwo\"")).text()).isEqualTo("one\u000btwo");
    assertThat(records.review(with("\"text\":\"\"")).text()).isEmpty();
    assertThat(records.review(with("\"text\":\"  \\n \"")).text()).isEqualTo("  \n ");
  }

  @Test
  void theLastOfANameCounts() {
    Review review = records.review(with("\"text\":\"new\",\"reviewId\":\"r2\""));
    assertThat(review.text()).isEqualTo("new");
    assertThat(review.reviewId()).isEqualTo("r2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not-json    | {} // edited                     | a comment is not JSON
          not-json    | /* export */ {}                  | a comment is not JSON
          not-json    | {},                              | ends with a comma, as a line of a JSON array does
          not-json    | {'reviewId':'r'}                 | single quotes are not JSON's
          not-json    | {"a":1,}                         | the value is not JSON: Unexpected character ('}'
          not-json    | {} {}                            | a record holds one of them
          not-json    | no json                          | the value is not JSON: Unrecognized token 'no'
          wrong-shape | [{"reviewId":"r"}]               | write each of its elements as a record of its own
          wrong-shape | "{\\"reviewId\\":\\"r\\"}"       | encoded twice: write the object itself
          wrong-shape | "text"                           | not a JSON object
          wrong-shape | NaN                              | not a JSON object
          missing-id  | {"ReviewId":"r"}                 | reviews.field.id says where it is, and `check` looks for it
          missing-id  | {"review_id":"r"}                | '/reviewId' is missing or blank
          """)
  void whatIsNoReviewSaysWhatToDo(String reason, String value, String words) {
    DeadLetter letter = records.deadLetter(value);
    assertThat(letter.error()).contains(words).doesNotContain("JsonReadFeature", "Feature");
    assertThat(letter.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "text":NaN              | '/text' is a number, not a text
          "text":5                | '/text' is a number, not a text
          "text":["Great","film"] | '/text' is an array, not a text; reviews.field.text=/text/0 may read it
          "text":{"en":"Great"}   | '/text' is an object, not a text; reviews.field.text=/text/en may read it
          "text":{"a":1,"b":2}    | '/text' is an object, not a text
          "text":{"a/b":"x"}      | '/text' is an object, not a text; reviews.field.text=/text/a~1b may read it
          "language":7            | '/language' is a number, not a text
          "language":"en, fr"     | '/language' is 'en, fr', which is no language; reviews.field.language=none reads it
          """)
  void aFieldOfAnotherKindSaysWhich(String field, String error) {
    DeadLetter letter = records.deadLetter(with(field));
    assertThat(letter.reason()).isEqualTo("wrong-shape");
    assertThat(letter.error()).isEqualTo(error);
  }

  @Test
  void anArraysElementsAreReadByPointers() {
    Records two = Records.ownForm("reviews.field.text=/text/0,/text/1,/text/7");
    assertThat(two.review(with("\"text\":[\"Great\",\"film\",3]")).text()).isEqualTo("Great\nfilm");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "english, english",
        "eng, eng",
        "en-US, en-US",
        "EN, EN",
        "pt_BR, pt_BR",
        "schinese, schinese",
        "Norwegian Bokm\u00e5l, Norwegian Bokm\u00e5l",
        "'', none",
        "' ', none",
        "und, none",
        "und-Latn, none"
      })
  void aLanguageIsATagACodeOrAName(String given, String read) {
    assertThat(records.review(with("\"language\":\"" + given + "\"")).language()).isEqualTo(read);
  }

  @Test
  void anOldAmazonReviewIsReadByItsForm() {
    Records amazon = Records.of("amazon");
    Review review =
        amazon.review(
            """
            {"reviewerID":"A1","asin":"B01","reviewText":"Holds water.","overall":5.0,
             "unixReviewTime":1393545600,"reviewTime":"02 28, 2014","summary":"Good"}""");
    assertThat(review.reviewId()).isEqualTo("A1:B01");
    assertThat(review.productId()).isEqualTo("B01");
    assertThat(review.text()).isEqualTo("Good\nHolds water.");
    assertThat(review.timestamp()).isEqualTo(Instant.parse("2014-02-28T00:00:00Z").toEpochMilli());

    String untitled =
        "{\"reviewerID\":\"A1\",\"asin\":\"B01\",\"reviewText\":\"Leaks.\",\"unixReviewTime\":1393545600}";
    assertThat(amazon.review(untitled).text()).isEqualTo("Leaks.");
    assertThat(amazon.deadLetter(untitled.replace("reviewText", "x")).reason())
        .isEqualTo("missing-text");
    assertThat(amazon.deadLetter(untitled.replace("asin", "x")).error()).startsWith("'/asin' is ");
  }

  @Test
  void yelpAndSteamAreReadByTheirForms() {
    Review yelp =
        Records.of("yelp")
            .review(
                """
                {"review_id":"y1","user_id":"u","business_id":"b","stars":4.0,"text":"Warm soup",
                 "date":"2018-07-07 22:09:11"}""");
    assertThat(yelp.productId()).isEqualTo("b");
    assertThat(yelp.timestamp()).isEqualTo(Instant.parse("2018-07-07T22:09:11Z").toEpochMilli());

    Review steam =
        Records.of("steam")
            .review(
                """
                {"recommendationid":"55","appid":730,"language":"schinese","review":"ok",
                 "timestamp_created":1772366400,"author":{"steamid":"7"},"voted_up":true}""");
    assertThat(steam.productId()).isEqualTo("730");
    assertThat(steam.language()).isEqualTo("schinese");
    assertThat(steam.timestamp()).isEqualTo(NOON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" en-US ", "en_US.UTF-8", "en_GB.utf8", "de_DE@euro", "de_DE.ISO-8859-15@euro"})
  void aLocaleOfAnExporterIsALanguage(String language) {
    assertThat(records.review(with("\"language\":\"" + language + "\"")).language())
        .isEqualTo(language.strip());
  }

  @Test
  void pointersGoDownAndTheirNamesMayHoldSlashes() {
    Records deep =
        Records.ownForm(
            "reviews.field.id=/meta/ids/1",
            "reviews.field.product=/a~1b/~0c",
            "reviews.field.language=none");
    Review review =
        deep.review(
            with("\"meta\":{\"ids\":[\"x\",17],\"y\":1},\"a/b\":{\"~c\":\"q\"},\"language\":9"));
    assertThat(review.reviewId()).isEqualTo("17");
    assertThat(review.productId()).isEqualTo("q");
    assertThat(review.language()).isNull();
  }
}
