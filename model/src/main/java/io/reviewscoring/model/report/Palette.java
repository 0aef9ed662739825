package io.reviewscoring.model.report;

import java.awt.Color;

/**
 * A chart's colours, on a page that is light or dark.
 *
 * @param ground of the card that the chart lies on
 * @param ink of lines that mean something, like a threshold
 * @param soft of words and numbers
 * @param line of the grid
 * @param first of the first series
 * @param second of the second series
 * @param positive of what is positive
 * @param negative of what is negative
 */
record Palette(
    Color ground,
    Color ink,
    Color soft,
    Color line,
    Color first,
    Color second,
    Color positive,
    Color negative) {

  static final Palette LIGHT =
      new Palette(
          new Color(0xFFFFFF),
          new Color(0x1A1F2B),
          new Color(0x596273),
          new Color(0xE2E5EA),
          new Color(0x2F55D4),
          new Color(0xB8590B),
          new Color(0x2F9E7C),
          new Color(0xD5675B));

  static final Palette DARK =
      new Palette(
          new Color(0x161A22),
          new Color(0xE5E8EE),
          new Color(0x9BA4B4),
          new Color(0x272D38),
          new Color(0x8AA9FF),
          new Color(0xE9A15B),
          new Color(0x35A583),
          new Color(0xD8695C));

  /** The colour at a third of its strength. */
  static Color faint(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 80);
  }
}
