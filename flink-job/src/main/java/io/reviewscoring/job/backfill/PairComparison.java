package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.comparison.Differences;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.ModelPair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares final comparisons of models of two topics, late ones added to theirs. The order does not
 * matter. Keeps one entry for each pair of models and window of either side, and the late ones.
 */
public final class PairComparison {
  private record Window(ModelPair pair, long start) {}

  /** What one side says of its windows. */
  private static final class Side {
    private final Map<Window, Comparison> finals = new HashMap<>();
    private final Set<Comparison> late = new HashSet<>();

    private void add(JsonNode json) {
      try {
        Comparison comparison = ComparisonJson.comparison(json);
        if (comparison.isFinal()) {
          finals.put(window(comparison), comparison);
        } else if (comparison.isLate()) {
          late.add(comparison);
        }
      } catch (MalformedMessageException e) {
        // Somebody else's record: neither side's output.
      }
    }

    private Map<Window, Differences> sums() {
      Map<Window, Differences> all = new HashMap<>();
      finals.forEach((window, comparison) -> all.put(window, Differences.of(comparison)));
      late.forEach(
          comparison ->
              all.merge(window(comparison), Differences.of(comparison), Differences::with));
      return all;
    }

    private static Window window(Comparison comparison) {
      return new Window(comparison.pair(), comparison.windowStart());
    }
  }

  private final Side ones = new Side();
  private final Side others = new Side();

  /** Takes a comparison of the one side. */
  public void add(JsonNode comparison) {
    ones.add(comparison);
  }

  /** Takes a comparison of the other side. */
  public void addOther(JsonNode comparison) {
    others.add(comparison);
  }

  /** What came of it, when all was taken. */
  public Difference result() {
    Map<Window, Differences> one = ones.sums();
    Map<Window, Differences> other = others.sums();
    Set<Window> both = new HashSet<>(one.keySet());
    both.retainAll(other.keySet());
    long differing =
        both.stream().filter(window -> !sums(one, window).sameAs(sums(other, window))).count();
    return new Difference(
        one.size(), other.size(), one.size() - both.size(), other.size() - both.size(), differing);
  }

  private static Differences sums(Map<Window, Differences> side, Window window) {
    return Objects.requireNonNull(side.get(window));
  }
}
