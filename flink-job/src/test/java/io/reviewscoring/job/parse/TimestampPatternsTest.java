package io.reviewscoring.job.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampPatternsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Records records = Records.ownForm();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Sun, 01 Mar 2026 12:00:00 GMT | EEE, d MMM yyyy HH:mm:ss 'GMT'",
        "Sun, 01 Mar 2026 12:00:00 UTC | EEE, d MMM yyyy HH:mm:ss 'UTC'",
        "Sun, 01 Mar 2026 13:00:00 +0100 | EEE, d MMM yyyy HH:mm:ss xx",
        "Sun Mar 01 12:00:00 +0000 2026 | EEE MMM d HH:mm:ss xx yyyy",
        "Sun Mar 01 12:00:00 UTC 2026 | EEE MMM d HH:mm:ss 'UTC' yyyy",
        "Sun Mar 01 12:00:00 GMT 2026 | EEE MMM d HH:mm:ss 'GMT' yyyy",
        "2026/03/01 12:00:00 | yyyy/MM/dd HH:mm:ss",
        "20260301120000 | yyyyMMddHHmmss"
      })
  void anotherSpellingIsReadByThePatternThatTheRefusalNames(String text, String pattern) {
    assertThat(records.refusalOfText(text))
        .contains("'" + text + "'", "reviews.timestamp.pattern=" + pattern);
    Records by =
        Records.ownForm("reviews.timestamp.pattern=" + pattern, "reviews.timestamp.zone=UTC");
    assertThat(by.timeOfText(text)).isEqualTo(NOON.toEpochMilli());
  }

  /** What a zone's short name means is for each JDK to say. */
  @ParameterizedTest
  @CsvSource({"GMT, true", "UTC, true", "EST, false", "CET, false"})
  void aZoneThatIsNamedIsReadAsUtcOrNotAtAll(String zone, boolean read) {
    Records berlin = Records.ownForm("reviews.timestamp.zone=Europe/Berlin");
    assertThat(berlin.refusalOfText("Sun, 1 Mar 2026 12:00:00 " + zone))
        .endsWith(
            read
                ? "'" + zone + "' and reviews.timestamp.zone=UTC read it"
                : zone + "', no ISO-8601 instant (reviews.timestamp.pattern reads others)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "03 1, 2026 | MM d, yyyy",
        "Mar 01, 2026 | MMM d, yyyy",
        "March 1, 2026 | MMMM d, yyyy",
        "1 Mar 2026 | d MMM yyyy",
        "20260301 | yyyyMMdd"
      })
  void aPatternOfADayIsItsFirstInstant(String text, String pattern) {
    assertThat(records.refusalOfText(text))
        .endsWith(
            "reviews.timestamp.pattern=" + pattern + " and reviews.timestamp.zone=UTC read it");
    Records by =
        Records.ownForm("reviews.timestamp.pattern=" + pattern, "reviews.timestamp.zone=-05:00");
    assertThat(by.timeOfText(text)).isEqualTo(Instant.parse("2026-03-01T05:00:00Z").toEpochMilli());
  }

  @Test
  void aPatternIsHeldToTheCalendarAndToTheText() {
    Records by =
        Records.ownForm("reviews.timestamp.pattern=dd.MM.yyyy", "reviews.timestamp.zone=UTC");
    assertThat(by.refusalOfText("30.02.2026"))
        .contains("'30.02.2026'", "reviews.timestamp.pattern", "'dd.MM.yyyy'");
    assertThat(by.refusalOfText("2026-03-01T12:00:00Z")).startsWith("bad-timestamp");
  }

  @Test
  void daysThatAreNumbersAreReadByAPatternOfDigits() {
    assertThat(records.refusal("20260301")).contains("reviews.timestamp.pattern=yyyyMMdd");
    Records by =
        Records.ownForm("reviews.timestamp.pattern=yyyyMMdd", "reviews.timestamp.zone=UTC");
    assertThat(by.time("20260301")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z").toEpochMilli());
  }

  /** In the hour that clocks go through twice. */
  @ParameterizedTest
  @CsvSource({
    "2025-10-26T02:30:00+02:00[Europe/Berlin], 2025-10-26T00:30:00Z",
    "2025-10-26T02:30:00+01:00[Europe/Berlin], 2025-10-26T01:30:00Z"
  })
  void whereATextNamesAnOffsetAndAZoneTheOffsetCounts(String text, Instant instant) {
    Records by = Records.ownForm("reviews.timestamp.pattern=yyyy-MM-dd'T'HH:mm:ssxxx'['VV']'");
    assertThat(by.timeOfText(text)).isEqualTo(instant.toEpochMilli());
  }
}
