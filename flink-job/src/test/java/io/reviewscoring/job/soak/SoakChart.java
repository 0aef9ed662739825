package io.reviewscoring.job.soak;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The run as a picture: one small chart below the other, all over the same minutes. */
final class SoakChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 170;
  private static final Color LINE = new Color(0x1F, 0x5F, 0xA8);
  private static final Color SWAP = new Color(0xE0, 0x8A, 0x1E);
  private static final Color GRID = new Color(0xE6, 0xE6, 0xE6);

  private final double minutes;

  SoakChart(double seconds) {
    this.minutes = seconds / 60;
  }

  /** A line of values over time. */
  record Panel(String title, List<Trend.Point> points, double unit, List<Double> swaps) {}

  /**
   * Writes a PNG.
   *
   * @param file without its suffix
   */
  void write(List<Panel> panels, Path file) throws IOException {
    BitmapEncoder.saveBitmap(
        panels.stream().map(this::chart).toList(),
        panels.size(),
        1,
        file.toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }

  private XYChart chart(Panel panel) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(panel.title()).build();
    style(chart);
    double highest = panel.points().stream().mapToDouble(Trend.Point::value).max().orElse(0);
    chart.getStyler().setYAxisMax(highest / panel.unit() * 1.15);
    chart
        .addSeries(
            panel.title(),
            panel.points().stream().mapToDouble(point -> point.seconds() / 60).toArray(),
            panel.points().stream().mapToDouble(point -> point.value() / panel.unit()).toArray())
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(LINE)
        .setLineWidth(1.6f);
    for (double swap : panel.swaps()) {
      chart.addAnnotation(new AnnotationLine(swap / 60, true, false));
    }
    return chart;
  }

  private void style(XYChart chart) {
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setLegendVisible(false)
        .setChartTitleBoxVisible(false)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 13))
        .setAnnotationLineColor(SWAP)
        .setAnnotationLineStroke(new BasicStroke(1f))
        .setChartPadding(6);
    chart
        .getStyler()
        .setPlotGridLinesColor(GRID)
        .setAxisTitlesVisible(false)
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
        .setXAxisMin(0.0)
        .setXAxisMax(minutes)
        .setYAxisMin(0.0)
        .setDecimalPattern("#,##0.#");
    chart.getStyler().setLocale(Locale.ROOT);
  }
}
