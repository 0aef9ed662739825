package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JsonToken;
import io.reviewscoring.job.form.EpochUnit;
import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.Selector;
import io.reviewscoring.job.form.TimeRules;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.SourceCoordinates;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a review was written. A number counts in the form's unit; one is refused that this unit does
 * not put between 1990 and 2100 and another one does: it is that other one's. So is one of these
 * years itself, and a text of digits that the unit puts outside of them. Thread-safe.
 */
final class Timestamps {
  private static final long PLAUSIBLE_FROM = millis("1990-01-01T00:00:00Z");
  private static final long PLAUSIBLE_TO = millis("2100-01-01T00:00:00Z");

  private static final BigDecimal FIRST_YEAR = BigDecimal.valueOf(1990);
  private static final BigDecimal AFTER_LAST_YEAR = BigDecimal.valueOf(2100);

  /** Of a number that may be a day, as 20260301. */
  private static final int DAY_DIGITS = 8;

  /** Of one that may be a second of a day. */
  private static final int SECOND_DIGITS = 14;

  /** No pattern that people have reads a longer text. */
  private static final int LONGEST_TIME = 64;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,40}(?:\\.\\d{0,40})?(?:[eE][+-]?\\d{1,4})?");

  /** Letters of a pattern that whole numbers may be written in. */
  private static final Pattern DIGITS_ONLY = Pattern.compile("[uyMdHmsS]+");

  private final Field field;
  private final TimeRules rules;
  private final @Nullable DateTimeFormatter pattern;
  private final boolean numbersByPattern;

  /**
   * @param field a word for the record's own time
   */
  Timestamps(Field field, TimeRules rules) {
    this.field = field;
    this.rules = rules;
    this.pattern = rules.pattern() == null ? null : TimeRules.reader(rules.pattern());
    this.numbersByPattern =
        rules.pattern() != null && DIGITS_ONLY.matcher(rules.pattern()).matches();
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  /** Epoch milliseconds UTC, not before 1970. */
  long of(Found found, SourceCoordinates origin) throws Rejection {
    if (field.isWord()) {
      if (origin.timestamp() < 0) {
        throw new Rejection("bad-timestamp", "the record has no timestamp of its own");
      }
      return origin.timestamp();
    }
    int place = field.place(found);
    Long whole = place < 0 ? null : found.whole(place);
    if (whole != null && !numbersByPattern) {
      long millis = rules.unit().millis(whole);
      if (isPlausible(millis)) {
        return millis;
      }
    }
    String value = place < 0 ? null : found.value(place);
    JsonToken kind = place < 0 ? JsonToken.VALUE_NULL : found.kind(place);
    long millis;
    if (kind == JsonToken.VALUE_STRING && value != null) {
      millis = ofText(value);
    } else if (kind.isNumeric() && value != null) {
      millis = numbersByPattern ? ofPattern(value) : ofNumber(value, NotJson.shown(value), false);
    } else {
      throw noScalar(found, place, kind);
    }
    if (millis < 0) {
      throw new Rejection(
          "bad-timestamp",
          field.name() + " is " + NotJson.shown(value) + ", which lies before 1970");
    }
    return millis;
  }

  private Rejection noScalar(Found found, int place, JsonToken kind) {
    if (place < 0) {
      return missing();
    }
    if (kind == JsonToken.START_ARRAY) {
      // Its first element is a year, and no option joins them.
      return refused(Field.kind(kind) + ", and no time is read from one");
    }
    return new Rejection(
        "bad-timestamp",
        field.name() + " is " + Field.kind(kind),
        field.remedies(found, place),
        Field.UNTRIED);
  }

  private long ofText(String text) throws Rejection {
    if (pattern == null && Instants.isPlain(text)) {
      try {
        return Instants.ofPlain(text);
      } catch (DateTimeException e) {
        throw noTime(text);
      }
    }
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw missing();
    }
    if (pattern != null) {
      return ofPattern(stripped);
    }
    if (NUMBER.matcher(stripped).matches()) {
      return ofNumber(stripped, quoted(text), true);
    }
    IsoText iso = IsoText.of(stripped);
    if (iso == null) {
      String[] known = PatternText.remedies(stripped, rules.zone());
      boolean mayBeTime = known.length == 0 && stripped.length() <= LONGEST_TIME;
      String others = mayBeTime ? " (" + FormOption.PATTERN.text() + " reads others)" : "";
      throw refused(quoted(text) + ", no ISO-8601 instant" + others, known);
    }
    if (iso.isLocal() && rules.zone() == null) {
      throw refused(quoted(text) + ", a time that says no zone", FormOption.ZONE.with("UTC"));
    }
    try {
      return iso.epochMillis(rules.zone() == null ? ZoneOffset.UTC : rules.zone());
    } catch (DateTimeException | ArithmeticException e) {
      throw noTime(text);
    }
  }

  /**
   * @param shown as messages show it
   * @param strict whether it must lie in the plausible years
   */
  private long ofNumber(String digits, String shown, boolean strict) throws Rejection {
    if (!NUMBER.matcher(digits).matches()) {
      throw refused(shown + ", out of range");
    }
    BigDecimal count = new BigDecimal(digits);
    Long millis = rules.unit().millis(count).orElse(null);
    if (millis != null && isPlausible(millis)) {
      return millis;
    }
    for (EpochUnit unit : EpochUnit.values()) {
      if (unit.millis(count).filter(Timestamps::isPlausible).isPresent()) {
        throw refused(
            shown + ", no time between 1990 and 2100 in " + rules.unit().text(),
            FormOption.UNIT.with(unit.text()));
      }
    }
    String[] known =
        digits.length() == DAY_DIGITS || digits.length() == SECOND_DIGITS
            ? PatternText.remedies(digits, rules.zone())
            : new String[0];
    if (isYear(count)) {
      throw refused(shown + ", a year and no time between 1990 and 2100 in any unit");
    }
    if (strict || known.length > 0) {
      throw refused(shown + ", no time between 1990 and 2100 in any unit", known);
    }
    if (millis == null) {
      throw refused(shown + ", out of range");
    }
    return millis;
  }

  static boolean isPlausible(long millis) {
    return millis >= PLAUSIBLE_FROM && millis < PLAUSIBLE_TO;
  }

  private static boolean isYear(BigDecimal count) {
    return count.compareTo(FIRST_YEAR) >= 0 && count.compareTo(AFTER_LAST_YEAR) < 0;
  }

  private long ofPattern(String text) throws Rejection {
    Long millis = pattern == null ? null : PatternText.millis(text, pattern, rules.zone());
    if (millis == null) {
      throw new Rejection(
          "bad-timestamp",
          field.name()
              + " is "
              + quoted(text)
              + ", which is not of the pattern '"
              + rules.pattern()
              + "' ("
              + FormOption.PATTERN.text()
              + ")");
    }
    return millis;
  }

  private Rejection missing() {
    return refused("missing, null or blank", FormOption.TIMESTAMP.with(Selector.RECORD))
        .missing(FormOption.TIMESTAMP);
  }

  private Rejection noTime(String text) {
    return refused(quoted(text) + ", no time of the calendar");
  }

  private Rejection refused(String what, String... remedies) {
    return new Rejection("bad-timestamp", field.name() + " is " + what, remedies);
  }

  private static String quoted(String text) {
    return "'" + NotJson.shown(text) + "'";
  }
}
