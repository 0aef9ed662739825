package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.DataHash;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.SourceOrigin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a bundle's provenance says of the sources that it learnt from. */
final class SourceSettings {
  private SourceSettings() {}

  /** Name, weight, size, hash and attribution of each. */
  static Map<String, String> of(List<WeightedSource> sources) {
    Map<String, String> settings = new TreeMap<>();
    for (WeightedSource source : sources) {
      SourceOrigin origin = source.source().origin();
      settings.put(
          "source." + origin.name(),
          "weight %s, %s reviews, sha256 %s"
              .formatted(source.weight(), source.source().training().size(), origin.sha256()));
      if (origin.attribution() != null) {
        settings.put("source." + origin.name() + ".attribution", origin.attribution());
      }
    }
    return settings;
  }

  /** A hash over all their training reviews. */
  static String sha256(List<WeightedSource> sources) {
    List<LabelledReview> all =
        sources.stream().flatMap(source -> source.source().training().stream()).toList();
    return DataHash.of(all);
  }
}
