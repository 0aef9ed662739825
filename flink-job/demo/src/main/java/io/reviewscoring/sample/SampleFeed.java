package io.reviewscoring.sample;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.form.ReviewForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes records of the samples, one after the other and then from the beginning again; from the
 * second round on the review ids carry the round's number, and all those of a feed that is named
 * its name. Not thread-safe.
 */
public final class SampleFeed {
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Sample> samples;
  private final String name;
  private final Map<String, byte[]> sent = new HashMap<>();
  private int next;
  private int round = 1;

  public SampleFeed(List<Sample> samples) {
    this(samples, "");
  }

  /**
   * @param name what tells its reviews from those of other feeds
   */
  public SampleFeed(List<Sample> samples, String name) {
    this.samples = samples;
    this.name = name;
  }

  /**
   * Checks that a job would read the samples.
   *
   * @throws ConfigurationException if it reads reviews in another form
   */
  public static void checkForm(JobConfig config) throws ConfigurationException {
    if (!config.reviewsForm().options().equals(ReviewForm.OWN.options())) {
      throw new ConfigurationException(
          "the samples are in the form review-scoring: leave out reviews.form, reviews.field.*,"
              + " reviews.deleted and reviews.timestamp.*");
    }
  }

  /**
   * The next record's value.
   *
   * @param now the time of sending
   */
  public byte[] next(Instant now) {
    if (next == samples.size()) {
      next = 0;
      round++;
      sent.clear();
    }
    Sample sample = samples.get(next++);
    return switch (sample.kind()) {
      case REVIEW, LATE, EDIT -> review(sample, now);
      case REPEAT -> Objects.requireNonNull(sent.get(sample.reviewId()), "repeats nothing");
      case BROKEN -> broken(Objects.requireNonNull(sample.raw()), now);
    };
  }

  private byte[] review(Sample sample, Instant now) {
    String id = Objects.requireNonNull(sample.reviewId());
    ObjectNode node = mapper.createObjectNode();
    String named = name.isEmpty() ? id : id + "-" + name;
    node.put("reviewId", round == 1 ? named : named + "-" + round);
    node.put("productId", sample.productId());
    node.put("text", sample.text());
    node.put("timestamp", now.plusSeconds(sample.offsetSeconds()).toString());
    node.put("language", "en");
    node.put("source", "demo");
    byte[] value;
    try {
      value = mapper.writeValueAsBytes(node);
    } catch (JacksonException e) {
      throw new IllegalStateException("a sample has no JSON form", e);
    }
    sent.put(id, value);
    return value;
  }

  private static byte[] broken(byte[] raw, Instant now) {
    // Latin-1 keeps every byte as it is, also those that are no UTF-8.
    return new String(raw, StandardCharsets.ISO_8859_1)
        .replace("${now}", now.toString())
        .replace("${tomorrow}", now.plus(Duration.ofDays(1)).toString())
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
