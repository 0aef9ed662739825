package io.reviewscoring.bench.scorer;

import java.util.List;
import java.util.stream.Collectors;

/** Imported networks' figures as tables. */
public final class RecurrentTables {
  private final List<NetworkFigures> networks;

  public RecurrentTables(List<NetworkFigures> networks) {
    this.networks = List.copyOf(networks);
  }

  @Override
  public String toString() {
    return networks.stream()
        .map(network -> new NetworkTable(network).toString())
        .collect(Collectors.joining("\n"));
  }
}
