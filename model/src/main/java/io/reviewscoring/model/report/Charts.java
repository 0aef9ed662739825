package io.reviewscoring.model.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.reviewscoring.model.evaluation.Calibration;
import io.reviewscoring.model.evaluation.RocCurve;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.training.TrainingHistory;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The report's charts as SVG, in one palette. Letters are outlines: no font is needed to read. */
final class Charts {

  static final int WIDTH = 440;
  static final int HEIGHT = 310;
  static final int SCORE_BINS = 20;

  private static final double FINEST = 1.0 / 300;
  private static final int FEWEST_IN_A_POINT = 5;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /** Axes of loss and accuracy begin and end at whole hundredths. */
  private static final double AXIS_STEP = 0.01;

  private static final BasicStroke DASHED =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {3, 3}, 0);

  private final Palette palette;

  Charts(Palette palette) {
    this.palette = palette;
  }

  byte[] losses(TrainingHistory history) {
    XYChart chart = epochs(history, "log loss");
    addEpochs(chart, "training", history, palette.first(), TrainingHistory.Epoch::trainingLoss);
    addEpochs(
        chart, "validation", history, palette.second(), TrainingHistory.Epoch::validationLoss);
    roundAxis(chart);
    return svg(chart);
  }

  byte[] accuracy(TrainingHistory history) {
    XYChart chart = epochs(history, "accuracy");
    addEpochs(
        chart, "validation", history, palette.second(), TrainingHistory.Epoch::validationAccuracy);
    roundAxis(chart);
    return svg(chart);
  }

  byte[] roc(List<Split> splits) {
    XYChart chart = unitSquare("false positive rate", "true positive rate");
    for (Split split : splits) {
      List<RocCurve.Point> points = visible(split.scored().rocCurve().points());
      add(
          chart,
          split.name(),
          points.stream().mapToDouble(RocCurve.Point::falsePositives).toArray(),
          points.stream().mapToDouble(RocCurve.Point::truePositives).toArray(),
          color(split));
    }
    return svg(chart);
  }

  /** Without the points that lie on the one before, as far as an eye can tell. */
  private static List<RocCurve.Point> visible(List<RocCurve.Point> points) {
    List<RocCurve.Point> visible = new ArrayList<>();
    RocCurve.Point last = points.get(0);
    visible.add(last);
    for (RocCurve.Point point : points) {
      double distance =
          Math.max(
              point.falsePositives() - last.falsePositives(),
              point.truePositives() - last.truePositives());
      if (distance >= FINEST) {
        visible.add(point);
        last = point;
      }
    }
    visible.add(points.get(points.size() - 1));
    return visible;
  }

  /** Bins with a handful of reviews say nothing and are left out. */
  byte[] calibration(List<Split> splits) {
    XYChart chart = unitSquare("mean score", "share positive");
    for (Split split : splits) {
      List<Calibration.Bin> bins =
          split.scored().calibration().bins().stream()
              .filter(bin -> bin.reviews() >= FEWEST_IN_A_POINT)
              .toList();
      if (!bins.isEmpty()) {
        add(
                chart,
                split.name(),
                bins.stream().mapToDouble(Calibration.Bin::meanScore).toArray(),
                bins.stream().mapToDouble(Calibration.Bin::sharePositive).toArray(),
                color(split))
            .setMarker(SeriesMarkers.CIRCLE)
            .setMarkerColor(color(split));
      }
    }
    return svg(chart);
  }

  /** How many reviews of each label have which score, and lines at the borders between labels. */
  byte[] scores(ScoredReviews scored, List<Double> borders) {
    XYChart chart = chart("score", "reviews");
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0);
    addArea(chart, "negative", scored, false, palette.negative());
    addArea(chart, "positive", scored, true, palette.positive());
    borders.forEach(border -> chart.addAnnotation(new AnnotationLine(border, true, false)));
    return svg(chart);
  }

  private void addArea(
      XYChart chart, String name, ScoredReviews scored, boolean label, Color color) {
    double[] counts = new double[SCORE_BINS];
    float[] scores = scored.scores();
    boolean[] positive = scored.positive();
    for (int i = 0; i < scores.length; i++) {
      if (positive[i] == label) {
        counts[Math.min((int) (scores[i] * SCORE_BINS), SCORE_BINS - 1)]++;
      }
    }
    double[] x = new double[2 * SCORE_BINS];
    double[] y = new double[2 * SCORE_BINS];
    for (int bin = 0; bin < SCORE_BINS; bin++) {
      x[2 * bin] = (double) bin / SCORE_BINS;
      x[2 * bin + 1] = (bin + 1.0) / SCORE_BINS;
      y[2 * bin] = counts[bin];
      y[2 * bin + 1] = counts[bin];
    }
    XYSeries series = add(chart, name, x, y, color);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    series.setFillColor(Palette.faint(color));
  }

  private XYChart epochs(TrainingHistory history, String what) {
    XYChart chart = chart("epoch", what);
    int last = history.epochs().get(history.epochs().size() - 1).number();
    chart
        .getStyler()
        .setXAxisMin(Math.min(1.0, last - 0.5))
        .setXAxisMax(Math.max(last, 1.5))
        .setXAxisTickMarkSpacingHint(Math.max(40, 300 / last))
        .setxAxisTickLabelsFormattingFunction(
            value -> value == Math.rint(value) ? Long.toString(Math.round(value)) : " ");
    chart.addAnnotation(new AnnotationLine(history.best(), true, false));
    return chart;
  }

  private void addEpochs(
      XYChart chart,
      String name,
      TrainingHistory history,
      Color color,
      ToDoubleFunction<TrainingHistory.Epoch> value) {
    add(
            chart,
            name,
            history.epochs().stream().mapToDouble(TrainingHistory.Epoch::number).toArray(),
            history.epochs().stream().mapToDouble(value).toArray(),
            color)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(color);
  }

  /**
   * Lets the values' axis begin and end at round numbers. By itself it has one tick, with all of
   * its digits, where all values are the same, as those of a single epoch are.
   */
  private static void roundAxis(XYChart chart) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (XYSeries series : chart.getSeriesMap().values()) {
      least = Math.min(least, series.getYMin());
      largest = Math.max(largest, series.getYMax());
    }
    double margin = AXIS_STEP / 4;
    chart
        .getStyler()
        .setYAxisMin(AXIS_STEP * Math.floor((least - margin) / AXIS_STEP))
        .setYAxisMax(AXIS_STEP * Math.ceil((largest + margin) / AXIS_STEP))
        .setyAxisTickLabelsFormattingFunction(NumberText::tick);
  }

  /** With its diagonal: what a coin would give, or what a perfectly calibrated score would. */
  private XYChart unitSquare(String x, String y) {
    XYChart chart = chart(x, y);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    add(chart, "diagonal", new double[] {0, 1}, new double[] {0, 1}, palette.soft())
        .setLineStyle(DASHED)
        .setShowInLegend(false);
    return chart;
  }

  private Color color(Split split) {
    return split.heldOut() ? palette.second() : palette.first();
  }

  private static XYSeries add(XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color);
    series.setLineWidth(1.8f);
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }

  private XYChart chart(String x, String y) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(x).yAxisTitle(y).build();
    chart
        .getStyler()
        .setChartBackgroundColor(palette.ground())
        .setPlotBackgroundColor(palette.ground())
        .setPlotBorderVisible(false)
        .setChartFontColor(palette.soft())
        .setXAxisTitleColor(palette.soft())
        .setYAxisTitleColor(palette.soft())
        .setLegendVisible(false)
        .setMarkerSize(6)
        .setAnnotationLineColor(palette.ink())
        .setAnnotationLineStroke(DASHED)
        .setChartPadding(2);
    chart
        .getStyler()
        .setPlotGridLinesColor(palette.line())
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotGridVerticalLinesVisible(false)
        .setAxisTicksLineVisible(false)
        .setAxisTickMarksColor(palette.line())
        .setAxisTickLabelsColor(palette.soft())
        .setAxisTickLabelsFont(FONT)
        .setAxisTitleFont(FONT)
        .setYAxisTickMarkSpacingHint(36)
        .setPlotMargin(0)
        .setLocale(Locale.ROOT);
    return chart;
  }

  private byte[] svg(XYChart chart) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    graphics.setColor(palette.ground());
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    int height = HEIGHT - ChartLegend.HEIGHT;
    chart.paint(graphics, WIDTH, height);
    List<ChartLegend.Entry> named =
        chart.getSeriesMap().values().stream()
            .filter(XYSeries::isShowInLegend)
            .map(series -> new ChartLegend.Entry(series.getLabel(), series.getLineColor()))
            .toList();
    new ChartLegend(named, FONT, palette.soft()).draw(graphics, WIDTH, height);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, HEIGHT))
          .writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
