package io.reviewscoring.model.bundle;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where a model comes from. It holds no time of day: the same data, preset and seed give the same
 * bytes.
 *
 * @param preset name of the training preset
 * @param dataSha256 hash over the training reviews, as hex
 * @param seed of all random numbers
 * @param libraries name to version
 * @param metrics name to value, like {@code test.accuracy}
 * @param settings name to value, like {@code epochs}
 */
public record Provenance(
    String preset,
    String dataSha256,
    long seed,
    Map<String, String> libraries,
    Map<String, Double> metrics,
    Map<String, String> settings) {
  public Provenance {
    libraries = sorted("libraries", libraries);
    metrics = sorted("metrics", metrics);
    settings = sorted("settings", settings);
  }

  private static <V> Map<String, V> sorted(String what, Map<String, V> values) {
    if (values.values().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(what + " must not hold null");
    }
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
