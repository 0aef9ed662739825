package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.form.Selector;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Excerpt;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.Languages;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.message.Unicode;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to a review, or to a dead letter that says why not. The same record gives the same answer
 * at any time: nothing is compared with the clock. Thread-safe.
 */
public final class ReviewParser {

  /** The stage of this parser's dead letters. */
  public static final String STAGE = "parse";

  private static final int MAX_LANGUAGE_CHARS = 64;
  private static final int MAX_ERROR_CHARS = 300;
  private static final Pattern LANGUAGE =
      Pattern.compile(
          "[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*+(?:\\.[A-Za-z0-9-]{1,20})?(?:@[A-Za-z0-9]{1,20})?");

  /** The bound for records that carry no timestamp of their own. */
  private static final long LATEST_WITHOUT_RECORD_TIME =
      Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private final ParseLimits limits;
  private final FieldReader reader;
  private final Field id;
  private final Field product;
  private final Field text;
  private final Field language;
  private final Timestamps timestamps;

  /** For records of the project's own form. */
  public ReviewParser(ParseLimits limits) {
    this(ReviewForm.OWN, limits);
  }

  /**
   * @param form of the records
   */
  public ReviewParser(ReviewForm form, ParseLimits limits) {
    this.limits = limits;
    reader = new FieldReader(form);
    id = reader.keep(FormOption.ID, form.id());
    product = reader.keep(FormOption.PRODUCT, form.product());
    text = reader.keep(FormOption.TEXT, form.text());
    language = reader.keep(FormOption.LANGUAGE, form.language());
    timestamps = new Timestamps(reader.keep(FormOption.TIMESTAMP, form.timestamp()), form.times());
  }

  /** Reads one record. Never throws for what the record holds. */
  public Parsed parse(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      return Parsed.TOMBSTONE;
    }
    try {
      Review review = read(record);
      return review == null ? Parsed.TOMBSTONE : new Parsed(review, null);
    } catch (Rejection e) {
      return new Parsed(null, deadLetter(record, value, e));
    }
  }

  /**
   * The same for who wants to know more of why not.
   *
   * @return null for a record that has no value, or a blank one, or is the deletion of a review
   */
  public @Nullable Review read(SourceRecord record) throws Rejection {
    Found found = record.value() == null ? null : reader.read(record.value());
    if (found == null || found.isDeletion()) {
      return null;
    }
    SourceCoordinates origin = record.coordinates();
    String reviewId = id.isWord() ? RecordText.id(record.key()) : id.id(found);
    String productId = product.id(found);
    String words = text.text(found);
    if (words == null) {
      throw new Rejection("missing-text", text.name() + " is missing or null")
          .missing(FormOption.TEXT);
    }
    if (words.length() > limits.maxChars()) {
      throw new Rejection(
          "text-too-long",
          "%s has %s characters, review.max-chars is %s"
              .formatted(text.name(), words.length(), limits.maxChars()));
    }
    String tongue = language(found);
    return new Review(reviewId, productId, words, timestamp(found, origin), tongue, origin);
  }

  private @Nullable String language(Found found) throws Rejection {
    String written = language.isWord() ? null : language.text(found);
    if (written == null || Languages.primary(written) == null) {
      return null;
    }
    String tag = written.strip();
    if (tag.length() > MAX_LANGUAGE_CHARS
        || (!LANGUAGE.matcher(tag).matches() && !Languages.isName(tag))) {
      throw new Rejection(
          "wrong-shape",
          "%s is '%s', which is no language".formatted(language.name(), NotJson.shown(tag)),
          FormOption.LANGUAGE.with(Selector.NONE));
    }
    return tag;
  }

  private long timestamp(Found found, SourceCoordinates origin) throws Rejection {
    long timestamp = timestamps.of(found, origin);
    long latest =
        origin.timestamp() < 0
            ? LATEST_WITHOUT_RECORD_TIME
            : origin.timestamp() + limits.maxAhead().toMillis();
    if (timestamp > latest) {
      throw new Rejection(
          "timestamp-ahead",
          "its time, %s, lies more than timestamp.max-ahead past the record's own"
              .formatted(Instants.text(timestamp)));
    }
    return timestamp;
  }

  private static DeadLetter deadLetter(SourceRecord record, byte[] value, Rejection rejection) {
    SourceCoordinates origin = record.coordinates();
    String line = rejection.error().lines().findFirst().orElse("");
    return new DeadLetter(
        record.key(),
        value,
        List.of(),
        origin.topic(),
        origin.partition(),
        origin.offset(),
        STAGE,
        rejection.reason(),
        Unicode.wellFormed(Excerpt.beginning(line, MAX_ERROR_CHARS)),
        origin.timestamp(),
        null,
        null);
  }
}
