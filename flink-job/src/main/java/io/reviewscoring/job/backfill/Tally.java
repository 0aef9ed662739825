package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.TreeMap;

/** What a backfill has read and written so far. A Flink POJO, and the summary's JSON. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Tally {
  /** Reviews in the range, repeats among them. */
  public long reviews;

  /** Records in the range that are no reviews. */
  public long deadLetters;

  /** Records without a value. */
  public long tombstones;

  /** Records that were read and lie outside the range. */
  public long outside;

  /** Events by the version of the model that scored them. */
  public Map<String, Long> events = new TreeMap<>();

  /** Results of windows. */
  public long aggregates;

  /** Results about pairs of models. */
  public long comparisons;

  /** How far records' timestamps go back at most within a partition, in milliseconds. */
  public long backMillis;

  /** How long the job worked on this, in milliseconds. */
  public long millis;

  void add(Tally other) {
    reviews += other.reviews;
    deadLetters += other.deadLetters;
    tombstones += other.tombstones;
    outside += other.outside;
    other.events.forEach((version, count) -> events.merge(version, count, Long::sum));
    aggregates += other.aggregates;
    comparisons += other.comparisons;
    backMillis = Math.max(backMillis, other.backMillis);
    millis += other.millis;
  }

  /** What it would be if so much more had been read; of events and windows nothing. */
  Tally times(double factor) {
    Tally more = new Tally();
    more.reviews = Math.round(reviews * factor);
    more.deadLetters = Math.round(deadLetters * factor);
    more.tombstones = Math.round(tombstones * factor);
    more.outside = Math.round(outside * factor);
    return more;
  }

  /** All records that were read. */
  long read() {
    return reviews + deadLetters + tombstones + outside;
  }

  /** All events. */
  long scored() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Reviews that were not scored because they had been: in the end, all others have an event. */
  long repeats() {
    return reviews - scored();
  }
}
