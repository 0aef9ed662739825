package io.reviewscoring.job.parse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in a form of ISO-8601: a calendar, week or ordinal date, extended or basic, and a time of
 * day down to hours, minutes, seconds or a fraction of these. Read as well are what exporters make
 * of it: a blank for the T, small letters, UTC and GMT, and behind an offset, which is what counts,
 * a zone's name in brackets.
 */
final class IsoText {
  private static final String DATE =
      "([+-]\\d{5,9}|\\d{4})(?:-?(\\d\\d)-?(\\d\\d)|-?(\\d{3})|-?[Ww](\\d\\d)-?(\\d))";
  private static final String TIME =
      "(?:[Tt]| +)(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?(?:[.,](\\d{1,30}))?";
  private static final String ZONE =
      "(?: ?(?:([Zz]|UTC|GMT)|([+\\u2212-]\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?)(?:\\[[^\\]]{1,60}\\])*)?";
  private static final Pattern FORM = Pattern.compile(DATE + "(?:" + TIME + ZONE + ")?");

  private static final int MAX_CHARS = 200;
  private static final int NANO_DIGITS = 9;
  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_OF_MILLI = 1_000_000L;
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;
  private static final int LEAP_SECOND = 60;

  private final Matcher parts;

  private IsoText(Matcher parts) {
    this.parts = parts;
  }

  /** The text's parts; null if it has no such form. */
  static @Nullable IsoText of(String text) {
    Matcher matcher = FORM.matcher(text);
    return text.length() <= MAX_CHARS && matcher.matches() ? new IsoText(matcher) : null;
  }

  /** Whether it says no zone, and so names no instant. */
  boolean isLocal() {
    return parts.group(11) == null && parts.group(12) == null;
  }

  /**
   * Its instant in epoch milliseconds, what is finer cut off. A leap second is the end of the
   * second before it.
   *
   * @param zone of a local time, and of the day that a date alone is: its first instant counts
   * @throws DateTimeException if there is no such time
   * @throws ArithmeticException if it does not fit
   */
  long epochMillis(ZoneId zone) {
    LocalDate date = date();
    long nanos = nanosOfDay();
    LocalDateTime local = date.atStartOfDay().plusSeconds(nanos / NANOS);
    long seconds =
        isLocal()
            ? local.atZone(zone).toEpochSecond()
            : local.toEpochSecond(ZoneOffset.UTC) - offset();
    if (isLeapSecond() && Math.floorMod(seconds, DAY) != DAY - 1) {
      throw new DateTimeException("no leap second");
    }
    return Math.addExact(Math.multiplyExact(seconds, 1_000L), nanos % NANOS / NANOS_OF_MILLI);
  }

  private LocalDate date() {
    int year = Integer.parseInt(parts.group(1));
    if (parts.group(2) != null) {
      return LocalDate.of(year, number(2), number(3));
    }
    if (parts.group(4) != null) {
      return LocalDate.ofYearDay(year, number(4));
    }
    LocalDate firstWeek = LocalDate.of(year, 1, 4);
    LocalDate date =
        firstWeek
            .plusWeeks(number(5) - 1L)
            .plusDays(number(6) - firstWeek.getDayOfWeek().getValue());
    if (date.get(IsoFields.WEEK_BASED_YEAR) != year
        || date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) != number(5)) {
      throw new DateTimeException("no such week or day");
    }
    return date;
  }

  private boolean isLeapSecond() {
    return parts.group(9) != null && number(9) == LEAP_SECOND;
  }

  private long nanosOfDay() {
    int hour = number(7);
    int minute = number(8);
    int second = number(9);
    int unit = parts.group(9) != null ? 1 : parts.group(8) != null ? MINUTE : HOUR;
    long fraction = fraction() * unit;
    boolean endOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    boolean leap = second == LEAP_SECOND && minute == 59;
    if (!endOfDay && (hour > 23 || minute > 59 || (second > 59 && !leap))) {
      throw new DateTimeException("no such time of day");
    }
    int whole = hour * HOUR + minute * MINUTE + (leap ? LEAP_SECOND - 1 : second);
    return whole * NANOS + fraction;
  }

  /** In billionths. */
  private long fraction() {
    String digits = parts.group(10);
    if (digits == null) {
      return 0;
    }
    String nanos = (digits + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
    return Long.parseLong(nanos);
  }

  private int offset() {
    String hours = parts.group(12);
    if (hours == null) {
      return 0;
    }
    int sign = hours.charAt(0) == '+' ? 1 : -1;
    return ZoneOffset.ofHoursMinutesSeconds(
            sign * Integer.parseInt(hours.substring(1)), sign * number(13), sign * number(14))
        .getTotalSeconds();
  }

  /** Of a part that is not there zero. */
  private int number(int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
