package io.reviewscoring.job.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.job.form.NamedForms;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of a form, read. Their own time is that of a day in June 2026. */
final class Records {
  static final String TEXT = "A tender, quiet film";
  static final Instant TIME = Instant.parse("2026-06-30T00:00:00Z");

  private final ReviewParser parser;

  private Records(ReviewParser parser) {
    this.parser = parser;
  }

  /** Of a named form, with options as {@code reviews.timestamp.unit=s}. */
  static Records of(String form, String... options) {
    Map<String, String> given = new HashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      given.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return new Records(
        new ReviewParser(
            NamedForms.form(form, given), new ParseLimits(100_000, Duration.ofMinutes(5))));
  }

  static Records ownForm(String... options) {
    return of(NamedForms.OWN, options);
  }

  Review review(String json) {
    return review(json.getBytes(UTF_8));
  }

  Review review(byte[] value) {
    var parsed = parser.parse(record(value, null));
    if (parsed.deadLetter() != null) {
      throw new AssertionError(parsed.deadLetter().error());
    }
    return Objects.requireNonNull(parsed.review(), "a tombstone");
  }

  Review reviewWithKey(String json, byte @Nullable [] key) {
    return Objects.requireNonNull(parser.parse(record(json.getBytes(UTF_8), key)).review());
  }

  /** The dead letter's reason and error. */
  String refusalWithKey(String json, byte[] key) {
    DeadLetter letter =
        Objects.requireNonNull(parser.parse(record(json.getBytes(UTF_8), key)).deadLetter());
    return letter.reason() + ": " + letter.error();
  }

  boolean isTombstone(String json) {
    var parsed = parser.parse(record(json.getBytes(UTF_8), null));
    return parsed.review() == null && parsed.deadLetter() == null;
  }

  DeadLetter deadLetter(String json) {
    return deadLetter(json.getBytes(UTF_8));
  }

  DeadLetter deadLetter(byte[] value) {
    return Objects.requireNonNull(parser.parse(record(value, new byte[] {7})).deadLetter());
  }

  /** Epoch milliseconds of a review in our form whose timestamp is this JSON. */
  long time(String timestamp) {
    return review(withTime(timestamp)).timestamp();
  }

  /** The same of a text. */
  long timeOfText(String timestamp) {
    return time(quoted(timestamp));
  }

  /** The dead letter's reason and error of such a review. */
  String refusal(String timestamp) {
    DeadLetter letter = deadLetter(withTime(timestamp));
    return letter.reason() + ": " + letter.error();
  }

  String refusalOfText(String timestamp) {
    return refusal(quoted(timestamp));
  }

  private static String quoted(String timestamp) {
    return "\"" + timestamp + "\"";
  }

  private static String withTime(String timestamp) {
    return with("\"timestamp\":" + timestamp);
  }

  /** A review in our form with further fields, of which the last of a name counts. */
  static String with(String fields) {
    return "{\"reviewId\":\"r1\",\"productId\":\"p1\",\"text\":\""
        + TEXT
        + "\",\"timestamp\":\"2026-03-01T12:00:00Z\","
        + fields
        + "}";
  }

  private static SourceRecord record(byte[] value, byte @Nullable [] key) {
    return new SourceRecord(
        key, value, new SourceCoordinates("reviews", 3, 42, TIME.toEpochMilli()));
  }
}
