package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparisons of experiments, added up by pairs of models as their topic tells them: of a
 * window the last one counts, which its final one is, and those that are late come on top. In
 * bounded memory: of pairs beyond the bound those go that nothing was said of for longest. Not
 * thread-safe.
 */
public final class ExperimentSums {
  static final int MAX_PAIRS = 12;

  private static final Comparator<ModelPair> ORDER =
      Comparator.comparing(ModelPair::model)
          .thenComparing(ModelPair::other)
          .thenComparing(ModelPair::role);

  private final Map<ModelPair, PairSum> pairs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelPair, PairSum> eldest) {
          return size() > MAX_PAIRS;
        }
      };

  /** Takes the next record of the topic. */
  public void add(Comparison comparison) {
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
