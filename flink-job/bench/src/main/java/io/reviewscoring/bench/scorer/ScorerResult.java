package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.measure.Spread;
import java.util.List;
import java.util.Optional;

/**
 * What the scorer's part of the benchmark found.
 *
 * @param model version of the network that all engines ran
 * @param largestDifference between any engine's score and ours
 * @param figures of that network
 * @param shipped of the default bundle, on its own full length; empty if there is none
 * @param tokenizing whole reviews a second a core, to fingerprints by all rule sets
 */
public record ScorerResult(
    String model,
    double largestDifference,
    List<ScorerFigure> figures,
    String shippedModel,
    List<ScorerFigure> shipped,
    Spread tokenizing) {

  /** One of the figures. */
  public Optional<ScorerFigure> figure(String engine, int threads, int words) {
    return figures.stream()
        .filter(each -> each.engine().equals(engine))
        .filter(each -> each.threads() == threads && each.words() == words)
        .findFirst();
  }
}
