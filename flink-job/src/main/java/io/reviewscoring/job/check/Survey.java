package io.reviewscoring.job.check;

import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.Languages;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.Rejection;
import io.reviewscoring.job.parse.ReviewParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sample holds, and how the job's reader reads it. Not thread-safe. */
public final class Survey {
  static final String NO_LANGUAGE = "none";

  private static final int KEPT = 500;
  private static final int KEPT_BYTES = 8 << 20;

  private final ReviewParser parser;
  private final SeenFields fields = new SeenFields();
  private final Refusals refusals = new Refusals();
  private final Sizes textChars = new Sizes();
  private final Sizes recordBytes = new Sizes();
  private final Map<String, Long> languages = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Kept keptRead = new Kept();
  private final Kept keptUnread = new Kept();
  private long records;
  private long reviews;
  private long tombstones;
  private long twice;
  private String firstTwice = "";
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /** Records that other forms are tried on. */
  private static final class Kept {
    private final List<SampledRecord> records = new ArrayList<>();
    private long bytes;

    void add(SampledRecord record, int size) {
      if (records.size() < KEPT && bytes + size <= KEPT_BYTES) {
        records.add(record);
        bytes += size;
      }
    }
  }

  public Survey(ReviewForm form, ParseLimits limits) {
    parser = new ReviewParser(form, limits);
  }

  /** Looks at a record. */
  public void add(SampledRecord sampled) {
    records++;
    byte[] value = sampled.record().value();
    try {
      Review review = parser.read(sampled.record());
      if (review == null || value == null) {
        tombstones++;
        return;
      }
      addSeen(value);
      keptRead.add(sampled, value.length);
      add(review);
    } catch (Rejection e) {
      if (value != null) {
        addSeen(value);
        keptUnread.add(sampled, value.length);
        refusals.add(e, sampled);
      }
    }
  }

  private void addSeen(byte[] value) {
    fields.add(value);
    recordBytes.add(value.length);
  }

  private void add(Review review) {
    reviews++;
    textChars.add(review.text().length());
    earliest = Math.min(earliest, review.timestamp());
    latest = Math.max(latest, review.timestamp());
    String language = review.language() == null ? null : Languages.primary(review.language());
    languages.merge(language == null ? NO_LANGUAGE : language, 1L, Long::sum);
    if (!ids.add(review.reviewId())) {
      firstTwice = twice == 0 ? review.reviewId() : firstTwice;
      twice++;
    }
  }

  long records() {
    return records;
  }

  long reviews() {
    return reviews;
  }

  long tombstones() {
    return tombstones;
  }

  /** Whether there is something, and all of it was read. */
  public boolean isReadWhole() {
    return records > 0 && reviews + tombstones == records;
  }

  SeenFields fields() {
    return fields;
  }

  Refusals refusals() {
    return refusals;
  }

  Sizes textChars() {
    return textChars;
  }

  Sizes recordBytes() {
    return recordBytes;
  }

  /** Reviews by primary language, or {@link #NO_LANGUAGE}. */
  Map<String, Long> languages() {
    return languages;
  }

  /** Reviews whose id an earlier one had. */
  long twice() {
    return twice;
  }

  /** The first id that came again. */
  String firstTwice() {
    return firstTwice;
  }

  /** Event time of the earliest review, epoch milliseconds UTC. */
  long earliest() {
    return earliest;
  }

  long latest() {
    return latest;
  }

  /** Some that were read and some that were not. */
  List<SampledRecord> kept() {
    List<SampledRecord> kept = new ArrayList<>(keptUnread.records);
    kept.addAll(keptRead.records);
    return kept;
  }
}
