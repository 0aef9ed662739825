package io.reviewscoring.sample;

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
  private final SampleForm form;
  private final List<Sample> samples;
  private final String name;
  private final Map<String, SampleRecord> sent = new HashMap<>();
  private int next;
  private int round = 1;

  /** In the project's own form. */
  public SampleFeed(List<Sample> samples) {
    this(SampleForm.OWN, samples, "");
  }

  /**
   * @param name what tells its reviews from those of other feeds
   */
  public SampleFeed(SampleForm form, List<Sample> samples, String name) {
    this.form = form;
    this.samples = samples;
    this.name = name;
  }

  /**
   * Checks that a job would read the samples in the project's own form.
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
   * The next record.
   *
   * @param now the time of sending
   */
  public SampleRecord next(Instant now) {
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

  private SampleRecord review(Sample sample, Instant now) {
    String id = Objects.requireNonNull(sample.reviewId());
    String named = name.isEmpty() ? id : id + "-" + name;
    SampleRecord record =
        form.review(
            round == 1 ? named : named + "-" + round,
            Objects.requireNonNull(sample.productId()),
            Objects.requireNonNull(sample.text()),
            now.plusSeconds(sample.offsetSeconds()));
    sent.put(id, record);
    return record;
  }

  private static SampleRecord broken(byte[] raw, Instant now) {
    // Latin-1 keeps every byte as it is, also those that are no UTF-8.
    String text =
        new String(raw, StandardCharsets.ISO_8859_1)
            .replace("${now}", now.toString())
            .replace("${tomorrow}", now.plus(Duration.ofDays(1)).toString());
    return new SampleRecord(null, text.getBytes(StandardCharsets.ISO_8859_1), null);
  }
}
