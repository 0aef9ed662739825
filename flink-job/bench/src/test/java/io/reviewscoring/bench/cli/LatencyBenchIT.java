package io.reviewscoring.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a class of its own, so that it runs beside the other parts. */
class LatencyBenchIT {
  @TempDir private Path directory;

  @Test
  void latenciesAreMeasuredSteadyAndAroundASwap() throws Exception {
    BenchOutput bench = new BenchOutput();
    Path json = directory.resolve("latency.json");

    assertThat(bench.execute("--quick", "--part=latency", "--json=" + json))
        .as(bench.err())
        .isZero();

    assertThat(bench.out())
        .contains("## Latency", "at-least-once, checkpoints 1 s, 2 s around a swap");
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/latency/figures"))
        .hasSizeGreaterThanOrEqualTo(3);
  }
}
