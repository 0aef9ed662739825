package io.reviewscoring.model.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.List;

/**
 * The names of a chart's series in one row, on one line. XChart's own legend sets each name by the
 * height of its letters, and the next one where the letters end.
 */
final class ChartLegend {
  static final int HEIGHT = 28;

  private static final int SWATCH = 18;
  private static final int GAP = 7;
  private static final int BETWEEN = 24;
  private static final int BASELINE = 17;

  /** As XChart's: the same widths on every machine that has the font. */
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, false);

  /** A series. */
  record Entry(String name, Color color) {}

  private final List<Entry> entries;
  private final Font font;
  private final Color ink;

  ChartLegend(List<Entry> entries, Font font, Color ink) {
    this.entries = List.copyOf(entries);
    this.font = font;
    this.ink = ink;
  }

  /** Draws it in the middle of a strip of the width, {@link #HEIGHT} high, from {@code top} on. */
  void draw(Graphics2D graphics, int width, int top) {
    double x = (width - width()) / 2;
    double baseline = top + BASELINE;
    for (Entry entry : entries) {
      double middle = baseline - font.getSize() * 0.3;
      graphics.setColor(entry.color());
      graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
      graphics.draw(new Line2D.Double(x, middle, x + SWATCH, middle));
      graphics.setColor(ink);
      graphics.fill(
          layout(entry)
              .getOutline(AffineTransform.getTranslateInstance(x + SWATCH + GAP, baseline)));
      x += width(entry) + BETWEEN;
    }
  }

  private double width() {
    return entries.stream().mapToDouble(this::width).sum() + BETWEEN * (entries.size() - 1);
  }

  private double width(Entry entry) {
    return SWATCH + GAP + layout(entry).getAdvance();
  }

  private TextLayout layout(Entry entry) {
    return new TextLayout(entry.name(), font, CONTEXT);
  }
}
