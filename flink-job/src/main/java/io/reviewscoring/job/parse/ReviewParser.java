package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.message.Unicode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
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

  private static final int MAX_ID_CHARS = 512;
  private static final int MAX_LANGUAGE_CHARS = 64;
  private static final int MAX_ERROR_CHARS = 300;
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*+");
  private static final JsonFactory JSON = new JsonFactory();

  /** The bound for records that carry no timestamp of their own. */
  private static final long LATEST_WITHOUT_RECORD_TIME =
      Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The sign bit of each of eight bytes. */
  private static final long SIGNS = 0x8080808080808080L;

  private final ParseLimits limits;

  public ReviewParser(ParseLimits limits) {
    this.limits = limits;
  }

  /** Reads one record. Never throws for what the record holds. */
  public Parsed parse(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      return Parsed.TOMBSTONE;
    }
    try {
      return new Parsed(review(value, record.coordinates()), null);
    } catch (Rejection e) {
      return new Parsed(null, deadLetter(record, value, e));
    }
  }

  private Review review(byte[] value, SourceCoordinates origin) throws Rejection {
    Fields fields = read(value);
    String reviewId = id("reviewId", fields.reviewId);
    String productId = id("productId", fields.productId);
    if (fields.text == null) {
      throw new Rejection("missing-text", "'text' is missing or null");
    }
    if (fields.text.length() > limits.maxChars()) {
      throw new Rejection(
          "text-too-long",
          "'text' has %d characters, review.max-chars is %d"
              .formatted(fields.text.length(), limits.maxChars()));
    }
    if (fields.language != null
        && (fields.language.length() > MAX_LANGUAGE_CHARS
            || !LANGUAGE.matcher(fields.language).matches())) {
      throw new Rejection("wrong-shape", "'language' is no language tag");
    }
    return new Review(
        reviewId,
        productId,
        fields.text,
        timestamp(fields, origin),
        fields.language,
        fields.source,
        origin);
  }

  /**
   * ASCII, which is JSON in UTF-8 as it stands, is read without making a text of the whole. Why it
   * can't be read is told by the other way, so that the reason depends on the record alone.
   */
  private static Fields read(byte[] value) throws Rejection {
    if (isAscii(value)) {
      try (JsonParser parser = JSON.createParser(value)) {
        return fields(parser);
      } catch (IOException | Rejection e) {
        return readText(value);
      }
    }
    return readText(value);
  }

  private static Fields readText(byte[] value) throws Rejection {
    try (JsonParser parser = JSON.createParser(decode(value))) {
      return fields(parser);
    } catch (JacksonException e) {
      throw new Rejection("not-json", String.valueOf(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Not if it begins with a zero or two: by them a parser of bytes knows other encodings. */
  private static boolean isAscii(byte[] value) {
    if (value.length < 2 || value[0] == 0 || value[1] == 0) {
      return false;
    }
    long signs = 0;
    int at = 0;
    for (; at <= value.length - Long.BYTES; at += Long.BYTES) {
      signs |= (long) EIGHT_BYTES.get(value, at);
    }
    for (; at < value.length; at++) {
      signs |= value[at];
    }
    return (signs & SIGNS) == 0;
  }

  private static String decode(byte[] value) throws Rejection {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new Rejection("invalid-utf8", "the value is not UTF-8");
    }
  }

  private static Fields fields(JsonParser parser) throws IOException, Rejection {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Rejection("wrong-shape", "the value is not a JSON object");
    }
    Fields fields = new Fields();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "reviewId" -> fields.reviewId = text(name, token, parser);
        case "productId" -> fields.productId = text(name, token, parser);
        case "text" -> fields.text = text(name, token, parser);
        case "language" -> fields.language = text(name, token, parser);
        case "source" -> fields.source = text(name, token, parser);
        case "timestamp" -> {
          if (token == JsonToken.VALUE_NUMBER_INT) {
            fields.epochMillis = epochMillis(parser);
          } else {
            fields.timestamp = text(name, token, parser);
          }
        }
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new Rejection("not-json", "there is more after the JSON object");
    }
    return fields;
  }

  private static @Nullable String text(String name, @Nullable JsonToken token, JsonParser parser)
      throws IOException, Rejection {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw new Rejection("wrong-shape", "'" + name + "' is not a text");
    }
    return parser.getText();
  }

  private static long epochMillis(JsonParser parser) throws IOException, Rejection {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new Rejection("bad-timestamp", "'timestamp' is out of range");
    }
    return parser.getLongValue();
  }

  private static String id(String name, @Nullable String value) throws Rejection {
    if (value == null || value.isBlank()) {
      throw new Rejection("missing-id", "'" + name + "' is missing or blank");
    }
    if (value.length() > MAX_ID_CHARS) {
      throw new Rejection("wrong-shape", "'" + name + "' has over " + MAX_ID_CHARS + " characters");
    }
    if (!value.equals(Unicode.wellFormed(value))) {
      throw new Rejection("wrong-shape", "'" + name + "' holds half a surrogate pair");
    }
    return value;
  }

  private long timestamp(Fields fields, SourceCoordinates origin) throws Rejection {
    long timestamp;
    if (fields.epochMillis != null) {
      timestamp = fields.epochMillis;
    } else if (fields.timestamp != null) {
      try {
        timestamp = Instants.epochMillis(fields.timestamp);
      } catch (DateTimeException | ArithmeticException e) {
        throw new Rejection("bad-timestamp", "'timestamp' is no ISO-8601 instant");
      }
    } else {
      throw new Rejection("bad-timestamp", "'timestamp' is missing or null");
    }
    if (timestamp < 0) {
      throw new Rejection("bad-timestamp", "'timestamp' lies before 1970");
    }
    long latest =
        origin.timestamp() < 0
            ? LATEST_WITHOUT_RECORD_TIME
            : origin.timestamp() + limits.maxAhead().toMillis();
    if (timestamp > latest) {
      throw new Rejection(
          "timestamp-ahead",
          "'timestamp' lies more than timestamp.max-ahead past the record's own");
    }
    return timestamp;
  }

  private static DeadLetter deadLetter(SourceRecord record, byte[] value, Rejection rejection) {
    SourceCoordinates origin = record.coordinates();
    String error = Unicode.wellFormed(rejection.error.lines().findFirst().orElse(""));
    return new DeadLetter(
        record.key(),
        value,
        List.of(),
        origin.topic(),
        origin.partition(),
        origin.offset(),
        STAGE,
        rejection.reason,
        error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS),
        origin.timestamp(),
        null,
        null);
  }

  private static final class Fields {
    @Nullable String reviewId;
    @Nullable String productId;
    @Nullable String text;
    @Nullable String timestamp;
    @Nullable Long epochMillis;
    @Nullable String language;
    @Nullable String source;
  }

  private static final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String error;

    Rejection(String reason, String error) {
      super(error, null, false, false);
      this.reason = reason;
      this.error = error;
    }
  }
}
