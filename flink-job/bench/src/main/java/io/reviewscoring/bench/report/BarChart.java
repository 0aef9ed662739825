package io.reviewscoring.bench.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Groups of bars, one colour an engine, one chart below the other, as PNG. */
public final class BarChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 330;
  private static final Color GRID = new Color(0xE6, 0xE6, 0xE6);

  /** An engine keeps its colour in every chart; ours is the strong one. */
  private static final Map<String, Color> COLOURS = new LinkedHashMap<>();

  static {
    COLOURS.put("vector, side by side", new Color(0x0B, 0x3C, 0x6F));
    COLOURS.put("vector", new Color(0x1F, 0x5F, 0xA8));
    COLOURS.put("scalar", new Color(0x8F, 0xB8, 0xDE));
    COLOURS.put("onnxruntime", new Color(0xE0, 0x8A, 0x1E));
    COLOURS.put("dl4j", new Color(0x8C, 0x6B, 0xB1));
    COLOURS.put("none", new Color(0xB8, 0xB8, 0xB8));
  }

  /**
   * One chart.
   *
   * @param title says what the height of a bar is
   * @param groups names on the axis
   * @param bars for each engine a height in each group
   */
  public record Panel(String title, List<String> groups, Map<String, List<Double>> bars) {}

  private final List<Panel> panels = new ArrayList<>();

  /** Adds a chart below those that are there. */
  public void add(Panel panel) {
    panels.add(panel);
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return panels.isEmpty();
  }

  /** Writes the picture; a file that is there is replaced, whole or not at all. */
  public void write(Path file) throws IOException {
    List<CategoryChart> charts = panels.stream().map(BarChart::chart).toList();
    ReportFile.write(
        file,
        out ->
            BitmapEncoder.saveBitmap(
                charts, charts.size(), 1, out, BitmapEncoder.BitmapFormat.PNG));
  }

  private static CategoryChart chart(Panel panel) {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(panel.title()).build();
    chart
        .getStyler()
        .setAvailableSpaceFill(0.75)
        .setLabelsVisible(false)
        .setLegendPosition(Styler.LegendPosition.OutsideE)
        .setLegendBorderColor(Color.WHITE)
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleBoxVisible(false)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14))
        .setChartPadding(8);
    chart
        .getStyler()
        .setPlotGridLinesColor(GRID)
        .setPlotGridVerticalLinesVisible(false)
        .setAxisTitlesVisible(false)
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
        .setYAxisMin(0.0)
        .setYAxisMax(highest(panel) * 1.12)
        .setDecimalPattern("#,##0");
    chart.getStyler().setLocale(Locale.ROOT);
    panel
        .bars()
        .forEach(
            (engine, heights) ->
                chart
                    .addSeries(engine, panel.groups(), heights)
                    .setFillColor(COLOURS.getOrDefault(engine, Color.DARK_GRAY)));
    return chart;
  }

  private static double highest(Panel panel) {
    return panel.bars().values().stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }
}
