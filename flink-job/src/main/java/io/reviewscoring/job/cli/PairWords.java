package io.reviewscoring.job.cli;

import io.reviewscoring.job.comparison.PairFigures;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.Label;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a pair of models differs, in words. */
final class PairWords {
  private static final List<Label> LABELS =
      List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN);
  private static final int SHOWN = 5;

  private PairWords() {}

  static List<String> lines(PairFigures figures) {
    Comparison total = figures.total();
    List<String> lines = new ArrayList<>();
    lines.add(
        "compared     %s with %s (%s), in experiment %s"
            .formatted(
                total.pair().model(),
                total.pair().other(),
                total.pair().role(),
                total.pair().experiment()));
    lines.add(
        String.format(Locale.ROOT, "  reviews            %,12d", total.count())
            + (figures.notFinal() == 0
                ? ""
                : String.format(
                    Locale.ROOT, "  %,d in windows that are not final yet", figures.notFinal())));
    lines.add(
        String.format(
            Locale.ROOT,
            "  other label        %,12d  %.2f %%, and between %.2f %% and %.2f %% at 95 %%",
            total.differing(),
            100 * total.share(),
            100 * total.shareFrom(),
            100 * total.shareTo()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  difference         %12.4f  on average, %+.4f with its sign, %.4f at most",
            total.meanDifference(),
            total.meanSigned(),
            total.largest()));
    lines.add(
        String.format(Locale.ROOT, "  %-18s", "label, then other's")
            + LABELS.stream()
                .map(label -> String.format(Locale.ROOT, "%11s", label))
                .collect(Collectors.joining()));
    Iterator<Long> counts = total.labels().iterator();
    for (Label own : LABELS) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-19s", own));
      LABELS.forEach(other -> row.append(String.format(Locale.ROOT, "%,11d", counts.next())));
      lines.add(row.toString());
    }
    lines.add(
        "  most different     "
            + total.mostDifferent().stream()
                .limit(SHOWN)
                .map(
                    each ->
                        String.format(Locale.ROOT, "%s %+.4f", each.reviewId(), each.difference()))
                .collect(Collectors.joining(", ")));
    return lines;
  }
}
