package io.reviewscoring.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a class of its own, so that it runs beside the other parts. */
class JobBenchIT {
  @TempDir private Path directory;

  @Test
  void theJobIsMeasuredWithEachEngine() throws Exception {
    BenchOutput bench = new BenchOutput();
    Path json = directory.resolve("job.json");

    Path chart = directory.resolve("job.png");
    assertThat(bench.execute("--quick", "--part=job", "--json=" + json, "--chart=" + chart))
        .as(bench.err())
        .isZero();

    assertThat(bench.out()).contains("## The job", "| no scoring", "µs a word");
    JsonNode figures = new ObjectMapper().readTree(json.toFile()).at("/job/figures");
    assertThat(figures.findValuesAsText("engine"))
        .contains("none", "vector", "onnxruntime", "dl4j");
    assertThat(ImageIO.read(chart.toFile()).getWidth()).isPositive();
    assertThat(figures).allMatch(each -> each.at("/rate/median").asDouble() > 0);
  }
}
