package io.reviewscoring.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In a class of its own, so that it runs beside the other parts. */
class NetworksBenchIT {

  @Test
  void importedNetworksAreMeasuredBesideOnnxRuntime() {
    BenchOutput bench = new BenchOutput();

    assertThat(bench.execute("--quick", "--part=networks")).as(bench.err()).isZero();

    assertThat(bench.out())
        .contains(
            "The network bidirectional-lstm-64-random-1.",
            "The network gru-64-random-1.",
            "| vector, side by side",
            "| onnxruntime, best batch");
  }
}
