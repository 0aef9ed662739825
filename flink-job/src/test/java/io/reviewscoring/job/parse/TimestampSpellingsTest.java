package io.reviewscoring.job.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.form.EpochUnit;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampSpellingsTest {
  private static final String OTHERS =
      "', no ISO-8601 instant (reviews.timestamp.pattern reads others)";

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Records records = Records.ownForm();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.000Z",
        "2026-03-01T12:00:00.000000Z",
        "2026-03-01T12:00:00.000000999Z",
        "2026-03-01T12:00:00.0000000000009Z",
        "2026-03-01T12:00:00,0Z",
        "2026-03-01T12:00:00+00:00",
        "2026-03-01T12:00:00-00:00",
        "2026-03-01T13:00:00+01:00",
        "2026-03-01T13:00:00.000000+01:00",
        "2026-03-01T13:00:00+0100",
        "2026-03-01T13:00:00+01",
        "2026-03-01T17:30:00+05:30",
        "2026-03-01T07:00:00\u221205:00",
        "2026-03-01T12:00:30+00:00:30",
        "2026-03-01 12:00:00Z",
        "2026-03-01 12:00:00+00:00",
        "2026-03-01 12:00:00.000000+00",
        "2026-03-01 12:00:00 UTC",
        "2026-03-01 13:00:00 +0100",
        "2026-03-01t12:00:00z",
        "2026-03-01T12:00Z",
        "2026-03-01T12Z",
        "2026-03-01T12.0Z",
        "2026-03-01T12:00.0Z",
        "20260301T120000Z",
        "20260301T1300+0100",
        "2026-060T12:00:00Z",
        "2026060T120000Z",
        "2026-W09-7T12:00:00Z",
        "2026W097T120000Z",
        "2026-03-01T13:00:00+01:00[Europe/Paris]",
        "+002026-03-01T12:00:00Z",
        " 2026-03-01T12:00:00Z ",
        "1772366400000",
        "1772366400000.0",
        "1.7723664E12"
      })
  void everyFormOfIsoThatNamesAnInstantIsRead(String text) {
    assertThat(records.timeOfText(text)).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void aFractionIsOfTheLastUnitThatIsGiven() {
    assertThat(records.timeOfText("2026-03-01T11.5Z"))
        .isEqualTo(NOON.minusSeconds(1800).toEpochMilli());
    assertThat(records.timeOfText("2026-03-01T11:59,5Z"))
        .isEqualTo(NOON.minusSeconds(30).toEpochMilli());
    assertThat(records.timeOfText("2026-03-01T12:00:00.123456+00"))
        .isEqualTo(NOON.plusMillis(123).toEpochMilli());
  }

  @Test
  void midnightMayEndADayAndALeapSecondIsTheSecondBeforeIt() {
    assertThat(records.timeOfText("2026-03-01T24:00:00Z"))
        .isEqualTo(Instant.parse("2026-03-02T00:00:00Z").toEpochMilli());
    assertThat(records.timeOfText("2016-12-31T23:59:60Z"))
        .isEqualTo(records.timeOfText("2017-01-01T00:59:60+01:00"))
        .isEqualTo(Instant.parse("2016-12-31T23:59:59Z").toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T12:00:00Z",
        "2026-02-30 12:00:00+00",
        "2026-03-01T25:00:00Z",
        "2026-03-01T24:00:01Z",
        "2026-03-01T12:60Z",
        "2026-03-01T12:59:60Z",
        "2026-03-01 12:59:60Z",
        "2026-366T12:00Z",
        "2026-W54-1T12:00Z",
        "2026-W09-8T12:00Z",
        "2026-03-01T12:00+19:00"
      })
  void whatIsNoTimeOfTheCalendarIsRefusedWithTheValue(String text) {
    assertThat(records.refusalOfText(text))
        .isEqualTo("bad-timestamp: '/timestamp' is '" + text + "', no time of the calendar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T12:59:60", "2026-03-01T23:59:60", "2026-03-01 12:59:60.5"})
  void aLocalTimeHasALeapSecondOnlyWhereUtcHasOne(String text) {
    Records berlin = Records.ownForm("reviews.timestamp.zone=Europe/Berlin");
    assertThat(berlin.refusalOfText(text)).endsWith("'" + text + "', no time of the calendar");
    assertThat(berlin.timeOfText("2017-01-01T00:59:60.25"))
        .isEqualTo(Instant.parse("2016-12-31T23:59:59.250Z").toEpochMilli());
  }

  /** Which of two fields is the day, nobody can tell. */
  @ParameterizedTest
  @ValueSource(strings = {"01.03.2026", "3/1/2026", "noon on Sunday"})
  void aTimeInAnotherWritingIsRefusedWithTheOptionThatSaysHowItIsWritten(String text) {
    assertThat(records.refusalOfText(text))
        .isEqualTo("bad-timestamp: '/timestamp' is '" + text + OTHERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T12:00:00[Europe/Paris]",
        "2026-03-01T12:00:00 [Europe/Paris]",
        "2026-03-01[Europe/Paris]"
      })
  void aZonesNameWithoutAnOffsetIsNotTakenForTheOptionsZone(String text) {
    assertThat(Records.ownForm("reviews.timestamp.zone=UTC").refusalOfText(text))
        .isEqualTo("bad-timestamp: '/timestamp' is '" + text + OTHERS);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00, 2026-03-01T11:00:00Z",
    "2026-03-01 12:00:00, 2026-03-01T11:00:00Z",
    "2026-03-01, 2026-02-28T23:00:00Z",
    "2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
    "2025-10-26T02:30:00, 2025-10-26T00:30:00Z"
  })
  void aTimeWithoutAZoneNeedsTheOption(String text, String instant) {
    assertThat(records.refusalOfText(text))
        .startsWith("bad-timestamp: '/timestamp' is '" + text + "'")
        .endsWith("; reviews.timestamp.zone=UTC reads it");
    Records zoned = Records.ownForm("reviews.timestamp.zone=Europe/Berlin");
    assertThat(zoned.timeOfText(text)).isEqualTo(Instant.parse(instant).toEpochMilli());
    assertThat(zoned.timeOfText("2026-03-01T12:00:00Z")).isEqualTo(NOON.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "s, 1772366400",
    "s, 1772366400.25",
    "s, '\"1772366400\"'",
    "us, 1772366400000000",
    "ns, 1772366400000000000"
  })
  void aNumberThatIsNoMillisecondsNamesItsUnit(String unit, String number) {
    assertThat(records.refusal(number))
        .startsWith("bad-timestamp: '/timestamp' is ")
        .contains(number.replaceAll("\"|\\.25", ""))
        .endsWith("; reviews.timestamp.unit=" + unit + " reads it");
    long read = Records.ownForm("reviews.timestamp.unit=" + unit).time(number);
    assertThat(read).isBetween(NOON.toEpochMilli(), NOON.toEpochMilli() + 250);
  }

  @ParameterizedTest
  @EnumSource
  void eachUnitRefusesWhatIsOfAnother(EpochUnit unit) {
    Records by = Records.ownForm("reviews.timestamp.unit=" + unit.text());
    Map<EpochUnit, String> numbers =
        Map.of(
            EpochUnit.S, "1772366400",
            EpochUnit.MS, "1772366400000",
            EpochUnit.US, "1772366400000000",
            EpochUnit.NS, "1772366400000000000",
            EpochUnit.D, "20513.5");
    for (EpochUnit other : EpochUnit.values()) {
      String number = Objects.requireNonNull(numbers.get(other));
      if (other == unit) {
        assertThat(by.time(number)).isEqualTo(NOON.toEpochMilli());
      } else {
        assertThat(by.refusal(number)).endsWith("unit=" + other.text() + " reads it");
      }
    }
  }

  @Test
  void aMonthInSecondsGivesNoReviewOf1970() {
    for (int hour = 0; hour < 300; hour++) {
      String number = Long.toString(NOON.getEpochSecond() + hour * 3_600L);
      assertThat(records.refusal(number)).contains(number, "reviews.timestamp.unit=s");
    }
  }

  /** As a column of the type DATE is written by Debezium and Kafka Connect. */
  @Test
  void aNumberOfDaysNamesItsUnit() {
    assertThat(records.refusal("20513"))
        .isEqualTo(
            "bad-timestamp: '/timestamp' is 20513, no time between 1990 and 2100 in ms;"
                + " reviews.timestamp.unit=d reads it");
    Records days = Records.ownForm("reviews.timestamp.unit=d");
    assertThat(days.time("20513")).isEqualTo(millis("2026-03-01T00:00:00Z"));
    assertThat(days.timeOfText("20513")).isEqualTo(millis("2026-03-01T00:00:00Z"));
    assertThat(days.time("20513.5")).isEqualTo(NOON.toEpochMilli());
    assertThat(days.refusal("9223372036854775807")).startsWith("bad-timestamp: ");
  }

  /** Its first number would be a year in milliseconds. */
  @ParameterizedTest
  @ValueSource(strings = {"[2026,3,1,12,0]", "[2026,3,1]"})
  void anArrayNamesNoPointerIntoIt(String json) {
    assertThat(records.refusal(json))
        .isEqualTo("bad-timestamp: '/timestamp' is an array, and no time is read from one");
    Records first = Records.ownForm("reviews.field.timestamp=/timestamp/0");
    assertThat(first.refusal(json))
        .isEqualTo(
            "bad-timestamp: '/timestamp/0' is 2026, a year and"
                + " no time between 1990 and 2100 in any unit");
  }

  /** What no unit makes a time of these years is what it was. */
  @Test
  void smallNumbersAreInstantsOf1970Still() {
    assertThat(records.time("0")).isZero();
    assertThat(records.time("60000")).isEqualTo(60_000);
    assertThat(records.time("1.77236640E12")).isEqualTo(NOON.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000", "-62135596800000", "\"0001-01-01T00:00:00Z\""})
  void whatLiesBefore1970IsRefusedWithTheValue(String json) {
    assertThat(records.refusal(json))
        .startsWith("bad-timestamp: '/timestamp' is " + json.replace("\"", ""))
        .endsWith("before 1970");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "NaN",
        "\"NaT\"",
        "\"yesterday\"",
        "1e400",
        "99999999999999999999999999",
        "[2026,3,1,12,0,0]",
        "{\"seconds\":1,\"nanos\":2}"
      })
  void whatIsNoTimeIsBadTimestamp(String json) {
    assertThat(records.refusal(json)).startsWith("bad-timestamp: '/timestamp' is ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"$date\":\"2026-03-01T12:00:00Z\"} | /timestamp/$date",
        "{\"$numberLong\":\"1772366400000\"} | /timestamp/$numberLong"
      })
  void aTimeWithinAnObjectNamesThePointerToIt(String json, String pointer) {
    assertThat(records.refusal(json))
        .endsWith("; reviews.field.timestamp=" + pointer + " may read it");
    assertThat(Records.ownForm("reviews.field.timestamp=" + pointer).time(json))
        .isEqualTo(NOON.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \""})
  void aReviewWithoutATimeMayHaveItsRecords(String json) {
    assertThat(records.refusal(json))
        .endsWith("missing, null or blank; reviews.field.timestamp=record reads it");
    assertThat(Records.ownForm("reviews.field.timestamp=record").time(json))
        .isEqualTo(Records.TIME.toEpochMilli());
  }

  @Test
  void aFarYearIsAheadOfTheRecord() {
    assertThat(records.refusalOfText("+12026-03-01T12:00:00Z")).startsWith("timestamp-ahead");
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
