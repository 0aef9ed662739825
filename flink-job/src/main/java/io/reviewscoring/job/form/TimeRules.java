package io.reviewscoring.job.form;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How times are written that are no ISO-8601 instants.
 *
 * @param unit of numbers
 * @param zone of local times; null refuses them
 * @param pattern of texts; null for ISO-8601
 */
public record TimeRules(EpochUnit unit, @Nullable ZoneId zone, @Nullable String pattern)
    implements Serializable {
  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2026, 3, 1, 12, 0, 0, 0, ZoneOffset.UTC);

  /**
   * A reader of texts of a pattern, which takes no 30th of February for the 28th. Its words are
   * English.
   *
   * @throws IllegalArgumentException if it is no pattern
   */
  public static DateTimeFormatter reader(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        // Strict, a year without an era is none.
        .appendPattern(pattern.replaceAll("y(?=[^']*(?:'[^']*'[^']*)*$)", "u"))
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * A pattern whose texts are of a day at least.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String checked(String pattern) {
    DateTimeFormatter reader = reader(pattern);
    boolean isDay;
    try {
      isDay = reader.parse(reader.format(SAMPLE)).query(TemporalQueries.localDate()) != null;
    } catch (DateTimeException e) {
      isDay = true; // one that reads less than it writes may read others' texts
    }
    if (!isDay) {
      throw new IllegalArgumentException("'" + pattern + "' names no day, as yyyy-MM-dd does");
    }
    return pattern;
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a zone such as UTC, +01:00 or Europe/Berlin", e);
    }
  }

  /** Whether texts of the pattern say their zone. */
  static boolean namesZone(String pattern) {
    return pattern.replaceAll("'[^']*'", "").matches(".*[VvzOXxZ].*");
  }
}
