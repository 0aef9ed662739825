package io.reviewscoring.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In a class of its own, so that it runs beside the other parts. */
class ShadowBenchIT {

  @Test
  void aShadowIsMeasuredBesideTheJobWithoutOne() {
    BenchOutput bench = new BenchOutput();

    assertThat(bench.execute("--quick", "--part=shadow")).as(bench.err()).isZero();

    assertThat(bench.out())
        .contains("## A shadow", "| no scoring", "| alone", "| a shadow of 100 %")
        .containsPattern("The shadow adds -?[0-9.]+× .* of what scoring once does");
  }
}
