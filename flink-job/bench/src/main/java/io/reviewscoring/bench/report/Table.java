package io.reviewscoring.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A markdown table whose columns also stand in line as plain text; all but the first to the right.
 */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row of as many cells as the header has. */
  public void row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.size() + " cells, not " + rows.get(0).size());
    }
    rows.add(List.copyOf(cells));
  }

  /** The same. */
  public void row(String... cells) {
    row(List.of(cells));
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .map(width -> Math.max(3, width))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      text.append('|');
      for (int column = 0; column < columns; column++) {
        String cell = rows.get(row).get(column);
        String pad = " ".repeat(widths[column] - cell.length());
        text.append(' ').append(column == 0 ? cell + pad : pad + cell).append(" |");
      }
      text.append('\n');
      if (row == 0) {
        text.append('|');
        for (int column = 0; column < columns; column++) {
          String line = "-".repeat(widths[column]);
          text.append(' ').append(column == 0 ? line : line.substring(1) + ":").append(" |");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
