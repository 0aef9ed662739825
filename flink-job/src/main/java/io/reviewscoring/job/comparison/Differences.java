package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.MostDifferent;
import io.reviewscoring.job.message.SentimentEvent;
import java.util.Arrays;
import java.util.List;

/**
 * What is remembered of how two models differ. The same whatever the order of the reviews: scores
 * are summed as integers. For one thread while it is added to, and nobody adds any more once it is
 * handed on.
 */
public final class Differences {
  /** In the order of the counts. */
  static final List<Label> LABELS = List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN);

  static final double SCALE = 1L << 32;

  long count;

  /** Sum of the differences' sizes × 2^32: two thousand million reviews fit. */
  long sizes;

  /** Sum of the differences × 2^32. */
  long signed;

  /** The largest size × 2^32. */
  long largest;

  /** [3][3] row-major: by the event's label, then by the other's. */
  final long[] labels = new long[LABELS.size() * LABELS.size()];

  final Extremes extremes = new Extremes();

  /** What a comparison was made of. */
  public static Differences of(Comparison comparison) {
    Differences sums = new Differences();
    sums.count = comparison.count();
    sums.sizes = scaled(comparison.meanDifference() * comparison.count());
    sums.signed = scaled(comparison.meanSigned() * comparison.count());
    sums.largest = scaled(comparison.largest());
    Arrays.setAll(sums.labels, i -> comparison.labels().get(i));
    for (MostDifferent each : comparison.mostDifferent()) {
      sums.extremes.add(each.reviewId(), scaled(each.difference()));
    }
    return sums;
  }

  void add(SentimentEvent event, SentimentEvent other) {
    long difference = scaled(other.score()) - scaled(event.score());
    long size = Math.abs(difference);
    count++;
    sizes += size;
    signed += difference;
    largest = Math.max(largest, size);
    labels[LABELS.indexOf(event.label()) * LABELS.size() + LABELS.indexOf(other.label())]++;
    extremes.add(event.reviewId(), difference);
  }

  private static long scaled(double score) {
    return Math.round(score * SCALE);
  }

  /** These and others, as new ones. */
  public Differences with(Differences others) {
    Differences all = new Differences();
    all.add(this);
    all.add(others);
    return all;
  }

  private void add(Differences others) {
    count += others.count;
    sizes += others.sizes;
    signed += others.signed;
    largest = Math.max(largest, others.largest);
    for (int i = 0; i < labels.length; i++) {
      labels[i] += others.labels[i];
    }
    others.extremes.forEach(extremes::add);
  }

  /** Whether these say what others do. */
  public boolean sameAs(Differences others) {
    return count == others.count
        && sizes == others.sizes
        && signed == others.signed
        && largest == others.largest
        && Arrays.equals(labels, others.labels)
        && extremes.list().equals(others.extremes.list());
  }

  /** How many have two labels. */
  long differing() {
    long same = 0;
    for (int i = 0; i < labels.length; i += LABELS.size() + 1) {
      same += labels[i];
    }
    return count - same;
  }

  /** What they say of two models in a stretch of event time; there must be some. */
  Comparison comparison(
      ModelPair pair, long from, long to, long revision, boolean isFinal, boolean isLate) {
    WilsonInterval interval = WilsonInterval.of(differing(), count);
    return new Comparison(
        pair,
        from,
        to,
        count,
        sizes / SCALE / count,
        signed / SCALE / count,
        largest / SCALE,
        Arrays.stream(labels).boxed().toList(),
        differing(),
        interval.from(),
        interval.to(),
        extremes.list().stream()
            .map(each -> new MostDifferent(each.reviewId(), each.difference() / SCALE))
            .toList(),
        revision,
        isFinal,
        isLate);
  }
}
