package io.reviewscoring.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.bench.scorer.Parity;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandIT {
  @TempDir private Path directory;

  private final BenchOutput bench = new BenchOutput();

  @Test
  void aQuickRunOfTheScorerPrintsItsTablesAndWritesJsonAndPicture() throws Exception {
    Path json = directory.resolve("figures/bench.json");
    Path chart = directory.resolve("figures/bench.png");

    assertThat(bench.execute("--quick", "--part=scorer", "--json=" + json, "--chart=" + chart))
        .as(bench.err())
        .isZero();

    assertThat(bench.out())
        .contains(
            "## The scorer",
            "Times as fast as ONNX Runtime at its best batch, one thread:",
            "| vector, side by side",
            "| onnxruntime, best batch");
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.at("/scorer/networks/0/largestDifference").asDouble(1))
        .isLessThanOrEqualTo(Parity.TOLERANCE);
    assertThat(names(figures.at("/scorer/networks/1/figures")))
        .contains(
            "scalar",
            "vector",
            "vector, side by side",
            "onnxruntime, one at a time",
            "onnxruntime, best batch",
            "onnxruntime with pad states",
            "onnxruntime with our fold",
            "dl4j, one at a time",
            "dl4j, best batch");
    assertThat(figures.at("/scorer/networks/0/figures"))
        .allMatch(each -> each.at("/rate/median").asDouble() > 0);
    assertThat(ImageIO.read(chart.toFile()).getWidth()).isPositive();
  }

  private static List<String> names(JsonNode figures) {
    return figures.findValuesAsText("engine");
  }

  @Test
  void whatCantBeMeasuredIsOneLine() {
    assertThat(bench.execute("--data=" + directory.resolve("none"))).isEqualTo(2);
    assertThat(bench.err().lines().filter(line -> line.contains("no such file"))).hasSize(1);

    assertThat(bench.execute("--chart=figures.svg")).isEqualTo(2);
    assertThat(bench.execute("--part=nothing")).isEqualTo(2);
    assertThat(bench.execute("--keras=python3")).isEqualTo(2);
    assertThat(bench.execute("--quick", "--part=networks", "--keras=no-python")).isEqualTo(1);
    assertThat(bench.err()).contains("no-python");
    assertThat(bench.err()).doesNotContain("\tat ");
  }
}
