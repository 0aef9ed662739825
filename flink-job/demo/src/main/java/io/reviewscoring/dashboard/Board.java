package io.reviewscoring.dashboard;

import io.reviewscoring.job.comparison.ExperimentSums;
import io.reviewscoring.job.comparison.PairFigures;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Experiment;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that the page shows, in bounded memory: what the reader puts in, as of now. Thread-safe. */
final class Board {
  private static final int BINS = 10;
  private static final int MAX_NAMES = 40;
  private static final int MAX_WINDOWS = 60;
  private static final int MAX_ACTIVATIONS = 500;
  private static final int NEWEST_REVIEWS = 24;
  private static final int PRODUCTS_SHOWN = 12;
  private static final int SOUR_SHOWN = 6;
  private static final int ACTIVATIONS_SHOWN = 8;

  /** Of so many products the results are remembered: some 10 MB. */
  static final int MAX_PRODUCTS = 20_000;

  /** Below so many reviews a share says little. */
  static final int MIN_REVIEWS = 5;

  /** What the page counts over. */
  private final Duration history;

  private final Clock clock;
  private final ReviewRate rate;
  private final RecentCounts labels;
  private final RecentCounts bins;
  private final RecentCounts versions;
  private final RecentCounts reasons;
  private final Map<String, LostReview> lastLost =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LostReview> eldest) {
          return size() > MAX_NAMES;
        }
      };
  private final ProductShares products = new ProductShares(MAX_WINDOWS, MAX_PRODUCTS);
  private final ModelHistory models = new ModelHistory(MAX_ACTIVATIONS);
  private final ExperimentSums comparisons = new ExperimentSums();
  private final List<Arrived> newest = new ArrayList<>(); // the last one first
  private long unreadable;
  private long wholeFrom;
  private @Nullable Notice notice;

  /**
   * A review, and when its event was written.
   *
   * @param at epoch milliseconds
   */
  record Arrived(ScoredReview review, long at) {}

  /**
   * Something that has happened to the topics.
   *
   * @param at epoch milliseconds
   * @param words one line for people
   */
  record Notice(long at, String words) {}

  Board(Duration history, Clock clock) {
    this.history = history;
    this.clock = clock;
    this.rate = new ReviewRate(history);
    this.labels = new RecentCounts(history, MAX_NAMES);
    this.bins = new RecentCounts(history, BINS);
    this.versions = new RecentCounts(history, MAX_NAMES);
    this.reasons = new RecentCounts(history, MAX_NAMES);
  }

  /**
   * A review was scored.
   *
   * @param appendedAt when its event was written, epoch milliseconds
   */
  synchronized void review(ScoredReview review, long appendedAt) {
    long now = clock.millis();
    long at = Math.min(appendedAt, now);
    rate.add(at);
    labels.add(review.label().name(), at, now);
    bins.add(String.valueOf(bin(review.score())), at, now);
    versions.add(review.modelVersion(), at, now);
    arrived(new Arrived(review, at));
  }

  /** Partitions are read one ahead of the other. */
  private void arrived(Arrived review) {
    int place = 0;
    while (place < newest.size() && newest.get(place).at() > review.at()) {
      place++;
    }
    newest.add(place, review);
    if (newest.size() > NEWEST_REVIEWS) {
      newest.remove(NEWEST_REVIEWS);
    }
  }

  /** Scores from 0.1 × i to below 0.1 × (i + 1); 1.0 in the last, as in the aggregates. */
  private static int bin(double score) {
    return Math.min(BINS - 1, (int) (score * BINS));
  }

  synchronized void window(WindowResult result) {
    products.add(result);
  }

  /** A model was decided on, or loaded; {@code appendedAt} as for a review. */
  synchronized void status(ModelStatus status, long appendedAt) {
    models.add(status, appendedAt);
  }

  /** Models of an experiment were compared in a window. */
  synchronized void comparison(Comparison comparison) {
    comparisons.add(comparison);
  }

  /** A record was given up; {@code appendedAt} as for a review. */
  synchronized void lost(LostReview lost, long appendedAt) {
    long now = clock.millis();
    reasons.add(lost.reason(), Math.min(appendedAt, now), now);
    lastLost.put(lost.reason(), lost);
  }

  /** A record of an output topic is none of the job's. */
  synchronized void unreadable() {
    unreadable++;
  }

  /** Not all of the past was read: the counts are whole from this time on, epoch milliseconds. */
  synchronized void wholeFrom(long epochMillis) {
    wholeFrom = epochMillis;
  }

  /** Something has happened to the topics. */
  synchronized void happened(String words) {
    notice = new Notice(clock.millis(), words);
  }

  /** What has happened last, for as long as the page counts; null if nothing has. */
  synchronized @Nullable Notice notice() {
    return notice != null && clock.millis() - notice.at() < history.toMillis() ? notice : null;
  }

  synchronized void forgetReviews() {
    rate.clear();
    labels.clear();
    bins.clear();
    versions.clear();
    newest.clear();
  }

  synchronized void forgetProducts() {
    products.clear();
  }

  synchronized void forgetModels() {
    models.clear();
  }

  synchronized void forgetComparisons() {
    comparisons.clear();
  }

  synchronized void forgetLost() {
    reasons.clear();
    lastLost.clear();
  }

  /**
   * Everything as it is now.
   *
   * @param now epoch milliseconds
   * @param bins counts of scores, by tenths
   * @param versions reviews by the model that scored them
   * @param reasons dead letters by reason, and the last one of each
   * @param leftOut see {@link ProductShares#leftOut}
   * @param inForce the model in force now; null when none is known
   * @param inForceSince when it was put in force, epoch milliseconds
   * @param experiment the one that runs, or the last one that did; null if none is known
   * @param compared how its pairs of models differ
   * @param newestThird see {@link ProductShares#newestThird}
   * @param unreadable records that were none of the job's
   * @param wholeFrom when the counts are whole, epoch milliseconds; not later than now if they are
   * @param notice see {@link #notice()}
   */
  record Reading(
      long now,
      Duration history,
      ReviewRate.Course rate,
      Map<String, Long> labels,
      List<Long> bins,
      Map<String, Long> versions,
      Map<String, Long> reasons,
      Map<String, LostReview> lastLost,
      List<Long> windowStarts,
      List<ProductShares.Course> courses,
      long leftOut,
      List<ProductShares.Change> souring,
      @Nullable Long newestThird,
      @Nullable String inForce,
      @Nullable Long inForceSince,
      RoleCourse roles,
      @Nullable Experiment experiment,
      List<PairFigures> compared,
      List<ModelHistory.Activation> activations,
      List<Arrived> newest,
      long unreadable,
      long wholeFrom,
      @Nullable Notice notice) {}

  /** Takes a reading. */
  synchronized Reading read() {
    long now = clock.millis();
    ReviewRate.Course course = rate.course(now);
    Experiment experiment = models.experiment(now);
    Map<String, Long> binned = bins.totals(now);
    List<Long> counts =
        IntStream.range(0, BINS)
            .mapToObj(bin -> binned.getOrDefault(String.valueOf(bin), 0L))
            .toList();
    return new Reading(
        now,
        history,
        course,
        labels.totals(now),
        counts,
        versions.totals(now),
        reasons.totals(now),
        Map.copyOf(lastLost),
        products.windowStarts(),
        products.courses(PRODUCTS_SHOWN),
        products.leftOut(),
        products.souring(SOUR_SHOWN, MIN_REVIEWS),
        products.newestThird(),
        models.inForce(now),
        models.inForceSince(now),
        models.between(course.from() * 1000, course.end() * 1000),
        experiment,
        experiment == null ? List.of() : comparisons.of(experiment.name()),
        models.newest(ACTIVATIONS_SHOWN, now),
        List.copyOf(newest),
        unreadable,
        wholeFrom,
        notice());
  }
}
