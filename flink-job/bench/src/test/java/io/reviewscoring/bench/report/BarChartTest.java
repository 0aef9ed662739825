package io.reviewscoring.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarChartTest {
  @Test
  void whoReadsAPictureReadsAWholeOne(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("bars.png"), "before");
    Path sameFile = Files.createLink(directory.resolve("open"), file);
    BarChart chart = new BarChart();
    chart.add(
        new BarChart.Panel("reviews a second", List.of("20"), Map.of("vector", List.of(1.0))));

    chart.write(file);

    assertThat(sameFile).as("what is open already").hasContent("before");
    assertThat(ImageIO.read(file.toFile()).getWidth()).isPositive();
    assertThat(directory.toFile().list()).hasSize(2);
  }
}
