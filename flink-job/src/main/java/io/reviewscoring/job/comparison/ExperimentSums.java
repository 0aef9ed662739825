package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparisons of experiments, added up by pairs of models as their topic tells them, whatever
 * the order of its partitions: of a window the last one counts, which its final one is, and those
 * that are late come on top, each once. In bounded memory: of pairs beyond the bound those go whose
 * windows are the oldest, so that the newest experiment is whole. Not thread-safe.
 */
public final class ExperimentSums {
  static final int MAX_PAIRS = 24;

  private static final Comparator<ModelPair> ORDER =
      Comparator.comparing(ModelPair::model)
          .thenComparing(ModelPair::other)
          .thenComparing(ModelPair::role);

  private final Map<ModelPair, PairSum> pairs = new HashMap<>();

  /** Takes the next record of the topic. */
  public void add(Comparison comparison) {
    if (!pairs.containsKey(comparison.pair()) && pairs.size() == MAX_PAIRS) {
      PairSum oldest = Collections.min(pairs.values(), Comparator.comparingLong(PairSum::to));
      if (comparison.windowEnd() <= oldest.to()) {
        return;
      }
      pairs.values().remove(oldest);
    }
    pairs.computeIfAbsent(comparison.pair(), PairSum::new).add(comparison);
  }

  /** How the pairs of an experiment differ so far, ordered by the models' versions. */
  public List<PairFigures> of(String experiment) {
    return pairs.entrySet().stream()
        .filter(pair -> pair.getKey().experiment().equals(experiment))
        .sorted(Map.Entry.comparingByKey(ORDER))
        .map(pair -> pair.getValue().figures())
        .toList();
  }

  public void clear() {
    pairs.clear();
  }
}
