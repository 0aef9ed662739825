package io.reviewscoring.job.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as ISO-8601 texts. What {@link Instant} reads and writes, read and written by hand in
 * the form that nearly all have, {@code 2026-01-01T12:00:00Z} with or without three digits of a
 * second's fraction: the formatter of {@code java.time} takes as long as the rest of a record.
 */
public final class Instants {
  private static final String FORM = "0000-00-00T00:00:00Z";
  private static final String FORM_WITH_MILLIS = "0000-00-00T00:00:00.000Z";
  private static final int MILLIS_AT = FORM.length();

  private static final int DAY_MILLIS = 86_400_000;
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  /** The last one of the year 9999, epoch milliseconds. */
  public static final long LAST = (LAST_DAY + 1) * DAY_MILLIS - 1;

  private Instants() {}

  /** UTC, of an instant in epoch milliseconds. */
  public static String text(long epochMillis) {
    long day = Math.floorDiv(epochMillis, DAY_MILLIS);
    if (day < 0 || day > LAST_DAY) {
      return Instant.ofEpochMilli(epochMillis).toString();
    }
    int time = Math.floorMod(epochMillis, DAY_MILLIS);
    int millis = time % 1_000;
    String form = millis == 0 ? FORM : FORM_WITH_MILLIS;
    byte[] text = form.getBytes(ISO_8859_1);
    LocalDate date = LocalDate.ofEpochDay(day);
    write(text, 4, date.getYear());
    write(text, 7, date.getMonthValue());
    write(text, 10, date.getDayOfMonth());
    write(text, 13, time / 3_600_000);
    write(text, 16, time / 60_000 % 60);
    write(text, 19, time / 1_000 % 60);
    if (millis != 0) {
      write(text, 23, millis);
    }
    return new String(text, ISO_8859_1);
  }

  /** Adds a number to the zeros that end before {@code end}. */
  private static void write(byte[] text, int end, int number) {
    int at = end;
    for (int left = number; left > 0; left /= 10) {
      text[--at] += (byte) (left % 10);
    }
  }

  /**
   * Epoch milliseconds; what is finer is cut off.
   *
   * @throws java.time.DateTimeException if it is no instant
   * @throws ArithmeticException if it does not fit
   */
  public static long epochMillis(String text) {
    return isPlain(text) ? ofPlain(text) : Instant.parse(text).toEpochMilli();
  }

  /**
   * The same of a text that {@link #isPlain}.
   *
   * @throws java.time.DateTimeException if it is no instant
   */
  public static long ofPlain(String text) {
    boolean withMillis = text.length() == FORM_WITH_MILLIS.length();
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text).toEpochMilli(); // midnight as 24:00, or no time at all
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
    int time = ((hour * 60 + minute) * 60 + second) * 1_000;
    return date.toEpochDay() * DAY_MILLIS + time + (withMillis ? number(text, MILLIS_AT, 3) : 0);
  }

  /** Whether a text has the form that nearly all have. */
  public static boolean isPlain(String text) {
    return hasForm(text, text.length() == FORM_WITH_MILLIS.length() ? FORM_WITH_MILLIS : FORM);
  }

  private static boolean hasForm(String text, String form) {
    if (text.length() != form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(i);
      if (form.charAt(i) == '0' ? c < '0' || c > '9' : c != form.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
