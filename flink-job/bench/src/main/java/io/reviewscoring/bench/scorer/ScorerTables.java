package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.report.Figures;

/** The scorer's figures as tables. */
public final class ScorerTables {
  private final ScorerResult result;

  public ScorerTables(ScorerResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (NetworkFigures network : result.networks()) {
      text.append(new NetworkTable(network)).append('\n');
    }
    return text.append("Fingerprints of whole reviews by all rule sets, one thread: ")
        .append(Figures.rate(result.tokenizing()))
        .append(" reviews a second.\n")
        .toString();
  }
}
