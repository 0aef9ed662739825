package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.MostDifferent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ExperimentFiguresTest {
  private static final List<Long> LABELS = List.of(50L, 2L, 3L, 1L, 30L, 0L, 4L, 0L, 10L);

  private final ExperimentFigures figures = new ExperimentFigures("e");

  /** A hundred reviews, of which ten have two labels. */
  private static Comparison comparison(
      String experiment, long window, long revision, boolean isFinal, boolean isLate) {
    return comparison(experiment, window, revision, isFinal, isLate, "q");
  }

  private static Comparison late(String review) {
    return comparison("e", 0, 0, false, true, review);
  }

  private static Comparison comparison(
      String experiment,
      long window,
      long revision,
      boolean isFinal,
      boolean isLate,
      String review) {
    return new Comparison(
        new ModelPair(experiment, "v1", "s", "shadow"),
        window,
        window + 60_000,
        100,
        0.25,
        -0.05 * (1 + window / 60_000),
        0.5 + window / 1e6,
        LABELS,
        10,
        0.05,
        0.17,
        List.of(
            new MostDifferent("r" + window, -0.5 - window / 1e6), new MostDifferent(review, 0.1)),
        revision,
        isFinal,
        isLate);
  }

  private void add(String key, Comparison comparison) {
    figures.add(
        new ConsumerRecord<>("t", 0, 0, key.getBytes(UTF_8), ComparisonJson.of(comparison)));
  }

  @Test
  void withoutARecordItSaysSo() {
    add("f|0", comparison("f", 0, 1, true, false));
    figures.add(new ConsumerRecord<>("t", 0, 0, null, "no JSON".getBytes(UTF_8)));
    figures.add(new ConsumerRecord<>("t", 0, 0, null, null));
    assertThat(figures.lines()).containsExactly("compared     nothing yet in experiment e");
  }

  @Test
  void ofAWindowTheLastRecordCountsAndLateReviewsAreAddedOnce() {
    add("0", comparison("e", 0, 1, false, false));
    add("0", comparison("e", 0, 2, true, false));
    add("1", comparison("e", 60_000, 1, false, false));
    add("0|late|1", late("p"));
    add("0|late|2", late("q"));
    add("0|late|2", late("q"));
    assertThat(figures.lines())
        .containsExactly(
            "compared     v1 with s (shadow), in experiment e",
            "  reviews                     400  100 in windows that are not final yet",
            "  other label                  40  10.00 %, and between 7.43 % and 13.33 % at 95 %",
            "  difference               0.2500  on average, -0.0625 with its sign, 0.5600 at most",
            "  label, then other's   POSITIVE   NEGATIVE  UNCERTAIN",
            "  POSITIVE                   200          8         12",
            "  NEGATIVE                     4        120          0",
            "  UNCERTAIN                   16          0         40",
            "  most different     r60000 -0.5600, r0 -0.5000, p +0.1000, q +0.1000");
  }
}
