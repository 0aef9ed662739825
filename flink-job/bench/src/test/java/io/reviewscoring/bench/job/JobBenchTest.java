package io.reviewscoring.bench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobBenchTest {
  @Test
  void theLineGoesThroughPointsThatLieOnOne() {
    double[] line =
        JobBench.line(
            List.of(new double[] {20, 14}, new double[] {50, 20}, new double[] {100, 30}));

    assertThat(line[0]).isCloseTo(10, within(1e-9));
    assertThat(line[1]).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void latenciesAreOfTheReviewsThatWereAppendedInTime() {
    LatencyNotes notes = new LatencyNotes(102);
    for (int i = 0; i < 100; i++) {
      notes.appended(i, 1_000);
      notes.event(i, 1_001 + i, 1_002 + i);
      notes.event(i, 9_000, 9_000); // told again after a failure
    }
    notes.appended(100, 500);
    notes.event(100, 700, 700);

    LatencyFigure figure = notes.figure("now", at -> at >= 1_000);

    assertThat(figure).isEqualTo(new LatencyFigure("now", 100, 51, 100, 52, 101));
    assertThat(notes.complete(101)).isTrue();
    assertThat(notes.complete(102)).isFalse();
  }
}
