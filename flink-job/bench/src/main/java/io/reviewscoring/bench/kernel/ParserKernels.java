package io.reviewscoring.bench.kernel;

import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.job.form.NamedForms;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.ReviewParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What it costs to read a review of 100 words. With the job's classes of an older release before
 * this one's on the class path it measures that one's parser, in the project's own form.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare before all else
public class ParserKernels extends TimedKernels {
  private static final int REVIEWS = 256;
  private static final int WORDS = 100;
  private static final long BEGIN = 1_772_366_400_000L;

  /**
   * The form of the records: one by name; or {@code names}, whose fields stand beside those of an
   * envelope, or {@code pointers}, where they stand within it. These two have the same tokens and,
   * but for a comma, the same bytes, so that they differ by what a pointer costs.
   */
  @Param({"review-scoring", "names", "pointers", "debezium"})
  public String form;

  /** How the time is written: {@code number} or {@code text}. */
  @Param({"number", "text"})
  public String time;

  /** Whether the text holds a letter beyond ASCII. */
  @Param({"true", "false"})
  public boolean ascii;

  private ReviewParser parser;
  private SourceRecord[] records;
  private Parsed[] parsed;

  /** Makes reviews of made-up words. */
  @Setup
  public void prepare() {
    ParseLimits limits = new ParseLimits(100_000, Duration.ofMinutes(5));
    parser = form.equals("review-scoring") ? new ReviewParser(limits) : Forms.parser(form, limits);
    List<String> vocabulary = IntStream.range(0, 20_000).mapToObj(rank -> "w" + rank).toList();
    List<String> texts = ReviewTexts.generated(vocabulary).ofWords(WORDS, REVIEWS);
    records = new SourceRecord[REVIEWS];
    for (int i = 0; i < REVIEWS; i++) {
      SourceCoordinates origin = new SourceCoordinates("reviews", 0, i, BEGIN + REVIEWS);
      byte[] value = json(i, texts.get(i)).getBytes(StandardCharsets.UTF_8);
      records[i] = new SourceRecord(null, value, origin);
    }
    parsed = new Parsed[REVIEWS];
  }

  private String json(int i, String text) {
    String at = time.equals("number") ? Long.toString(BEGIN + i) : "\"2026-03-01T12:00:00Z\"";
    String fields =
        "\"reviewId\":\"r%d\",\"productId\":\"film-%d\",\"stars\":4,\"timestamp\":%s,\"text\":\"%s%s\""
            .formatted(i, i % 20, at, text, ascii ? "" : " \u00e9");
    if (form.equals("review-scoring")) {
      return "{" + fields + "}";
    }
    String after = form.equals("names") ? "{}," + fields : "{" + fields + "}";
    return "{\"before\":null,\"after\":" + after + ",\"op\":\"c\",\"ts_ms\":" + BEGIN + "}";
  }

  /** Not known to older releases, and so not to the class that measures them. */
  private static final class Forms {
    private static final Map<String, String> NAMES =
        Map.of("reviews.deleted", "/op=d,/op=t,/after=null");

    private static final Map<String, String> POINTERS =
        Map.of(
            "reviews.field.id", "/after/reviewId",
            "reviews.field.product", "/after/productId",
            "reviews.field.text", "/after/text",
            "reviews.field.timestamp", "/after/timestamp",
            "reviews.field.language", "/after/language",
            "reviews.deleted", "/op=d,/op=t,/after=null");

    static ReviewParser parser(String form, ParseLimits limits) {
      return new ReviewParser(
          switch (form) {
            case "names" -> NamedForms.form(NamedForms.OWN, NAMES);
            case "pointers" -> NamedForms.form(NamedForms.OWN, POINTERS);
            default -> NamedForms.form(form, Map.of());
          },
          limits);
    }
  }

  /** One record after the other. */
  @Benchmark
  @OperationsPerInvocation(REVIEWS)
  public Parsed[] parse() {
    for (int i = 0; i < REVIEWS; i++) {
      parsed[i] = parser.parse(records[i]);
    }
    return parsed;
  }
}
