package io.reviewscoring.model.cli;

import io.reviewscoring.model.explanation.WordEffect;
import java.util.List;
import java.util.Locale;

/** Words and what they do to a score, a line each, for a person. */
final class EvidenceTable {

  private EvidenceTable() {}

  static String of(List<WordEffect> effects) {
    if (effects.isEmpty()) {
      return "words:  none moves the score";
    }
    StringBuilder table = new StringBuilder();
    String heading = "words:";
    for (WordEffect each : effects) {
      table
          .append(table.isEmpty() ? "" : "\n")
          .append(
              String.format(Locale.ROOT, "%-7s %+.4f  %s", heading, each.effect(), each.word()));
      heading = "";
    }
    return table.toString();
  }
}
