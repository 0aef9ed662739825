package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.TimeRules;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts of a pattern as times. */
final class PatternText {

  /**
   * Patterns that are found in exports: one of them may be the remedy. What other zones' names mean
   * is for each JDK to say.
   */
  private static final List<Known> KNOWN =
      Stream.of(
              "EEE, d MMM yyyy HH:mm:ss 'GMT'",
              "EEE, d MMM yyyy HH:mm:ss 'UTC'",
              "EEE, d MMM yyyy HH:mm:ss xx",
              "EEE MMM d HH:mm:ss 'GMT' yyyy",
              "EEE MMM d HH:mm:ss 'UTC' yyyy",
              "EEE MMM d HH:mm:ss xx yyyy",
              "yyyy/MM/dd HH:mm:ss",
              "MM d, yyyy",
              "MMM d, yyyy",
              "MMMM d, yyyy",
              "d MMM yyyy",
              "d MMMM yyyy",
              "yyyy/MM/dd",
              "yyyyMMddHHmmss",
              "yyyyMMdd")
          .map(pattern -> new Known(pattern, TimeRules.reader(pattern)))
          .toList();

  private PatternText() {}

  private record Known(String pattern, DateTimeFormatter reader) {
    boolean isUtc() {
      return pattern.contains("'");
    }
  }

  /**
   * Epoch milliseconds; of a date alone its first instant.
   *
   * @param zone of texts that say none; null refuses them
   * @return null if the text is not of the pattern
   */
  static @Nullable Long millis(String text, DateTimeFormatter pattern, @Nullable ZoneId zone) {
    try {
      TemporalAccessor time = pattern.parse(text);
      // In the hour that clocks go through twice the zone's name alone doesn't tell which it is.
      ZoneOffset offset = time.query(TemporalQueries.offset());
      ZoneId own = offset == null ? time.query(TemporalQueries.zone()) : offset;
      ZoneId meant = own == null ? zone : own;
      LocalDate date = time.query(TemporalQueries.localDate());
      if (date == null || meant == null) {
        return null;
      }
      LocalTime timeOfDay = time.query(TemporalQueries.localTime());
      LocalDateTime local = timeOfDay == null ? date.atStartOfDay() : date.atTime(timeOfDay);
      return local.atZone(meant).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** The options with which a text is a plausible time; none where none is known. */
  static String[] remedies(String text, @Nullable ZoneId zone) {
    for (Known known : KNOWN) {
      ZoneId given = known.isUtc() ? null : zone;
      Long millis = millis(text, known.reader(), given == null ? ZoneOffset.UTC : given);
      if (millis != null && Timestamps.isPlausible(millis)) {
        String option = FormOption.PATTERN.with(known.pattern());
        return millis(text, known.reader(), given) == null
            ? new String[] {option, FormOption.ZONE.with("UTC")}
            : new String[] {option};
      }
    }
    return new String[0];
  }
}
