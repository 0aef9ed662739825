package io.reviewscoring.sample;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.Pointer;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.form.Selector;
import io.reviewscoring.job.form.TimeRules;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.Rejection;
import io.reviewscoring.job.parse.ReviewParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes reviews as records of a topic's form: the fields where its pointers lead, the times in its
 * unit or pattern. Thread-safe.
 */
public final class SampleForm {
  /** The project's own. */
  static final SampleForm OWN = new SampleForm(ReviewForm.OWN);

  private static final String LANGUAGE = "en";

  private final ObjectMapper mapper = new ObjectMapper();
  private final ReviewForm form;
  private final @Nullable DateTimeFormatter pattern;

  private SampleForm(ReviewForm form) {
    this.form = form;
    TimeRules times = form.times();
    ZoneId zone = times.zone() == null ? ZoneOffset.UTC : times.zone();
    pattern = times.pattern() == null ? null : TimeRules.reader(times.pattern()).withZone(zone);
  }

  /**
   * The form that a job reads.
   *
   * @throws ConfigurationException if no record can be written that this form reads as it was meant
   */
  public static SampleForm of(JobConfig config) throws ConfigurationException {
    SampleForm written = new SampleForm(config.reviewsForm());
    ParseLimits limits = new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead());
    Instant now = Instant.now();
    String problem = "they are not read as they are meant";
    try {
      SampleRecord record = written.review("r-1", "p-1", "A text.", now);
      long stamp = record.timestamp() == null ? now.toEpochMilli() : record.timestamp();
      var origin = new SourceCoordinates(config.reviewsTopic(), 0, 0, stamp);
      Review read =
          new ReviewParser(config.reviewsForm(), limits)
              .read(new SourceRecord(record.key(), record.value(), origin));
      if (read != null
          && read.reviewId().contains("r-1")
          && read.productId().equals("p-1")
          && read.text().equals("A text.")) {
        return written;
      }
    } catch (Rejection | IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    throw new ConfigurationException("samples can't be written in this form: " + problem);
  }

  /** A review's record. */
  SampleRecord review(String id, String product, String text, Instant time) {
    ObjectNode root = mapper.createObjectNode();
    byte[] key = form.id().isWord() ? id.getBytes(StandardCharsets.UTF_8) : null;
    // An id may be made of the product and more.
    List<List<Pointer>> ids = form.id().parts();
    ids.stream()
        .filter(part -> !isProduct(part.get(0)))
        .forEach(part -> put(root, part.get(0), new TextNode(id)));
    putJoined(root, form.product(), product);
    putJoined(root, form.text(), text);
    if (!form.timestamp().isWord()) {
      put(root, form.timestamp().parts().get(0).get(0), time(time));
    }
    if (!form.language().isWord()) {
      put(root, form.language().parts().get(0).get(0), new TextNode(LANGUAGE));
    }
    if (form.options().equals(ReviewForm.OWN.options())) {
      root.put("source", "demo");
    }
    return new SampleRecord(
        key, bytes(root), form.timestamp().isWord() ? time.toEpochMilli() : null);
  }

  private boolean isProduct(Pointer pointer) {
    return form.product().parts().stream().anyMatch(part -> part.get(0).equals(pointer));
  }

  /** All of it in the last part; a joined text needs no others. */
  private static void putJoined(ObjectNode root, Selector field, String value) {
    List<List<Pointer>> parts = field.parts();
    put(root, parts.get(parts.size() - 1).get(0), new TextNode(value));
  }

  private static void put(ObjectNode root, Pointer pointer, JsonNode value) {
    ObjectNode node = root;
    List<String> names = pointer.names();
    for (String name : names.subList(0, names.size() - 1)) {
      JsonNode below = node.get(name);
      if (below != null && !below.isObject()) {
        throw new IllegalArgumentException(
            "'" + pointer.text() + "' leads through a field that is a value");
      }
      node = below == null ? node.putObject(name) : (ObjectNode) below;
    }
    if (node.putIfAbsent(names.get(names.size() - 1), value) != null) {
      throw new IllegalArgumentException("'" + pointer.text() + "' is more than one field");
    }
  }

  private JsonNode time(Instant time) {
    if (pattern != null) {
      return new TextNode(pattern.format(time));
    }
    return form.options().containsKey(FormOption.UNIT.text())
        ? new LongNode(form.times().unit().count(time.toEpochMilli()))
        : new TextNode(time.toString());
  }

  private byte[] bytes(ObjectNode root) {
    try {
      return mapper.writeValueAsBytes(root);
    } catch (JacksonException e) {
      throw new IllegalStateException("a sample has no JSON form", e);
    }
  }
}
