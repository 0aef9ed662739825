package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.measure.Spread;
import java.util.List;

/**
 * What the scorer's part of the benchmark found.
 *
 * @param networks the one that is asked for, and the one that comes with the project
 * @param tokenizing whole reviews a second a core, to fingerprints by all rule sets
 */
public record ScorerResult(List<NetworkFigures> networks, Spread tokenizing) {

  /** Of the network that was asked for. */
  public NetworkFigures asked() {
    return networks.get(0);
  }
}
