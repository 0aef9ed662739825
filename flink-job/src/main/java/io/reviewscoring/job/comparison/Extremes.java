package io.reviewscoring.job.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * The reviews with the largest differences, each once with its largest, in an order that leaves
 * none to chance: by size, then by id, then what is above 0 first.
 */
final class Extremes {
  static final int MOST = 10;

  /**
   * A review and its difference.
   *
   * @param difference × 2^32
   */
  record Extreme(String reviewId, long difference) {
    private static final Comparator<Extreme> ORDER =
        Comparator.comparingLong((Extreme each) -> -Math.abs(each.difference))
            .thenComparing(Extreme::reviewId)
            .thenComparing(Comparator.comparingLong((Extreme each) -> -each.difference));
  }

  private final List<Extreme> sorted = new ArrayList<>(MOST);

  /**
   * Adds one.
   *
   * @param difference × 2^32
   */
  void add(String reviewId, long difference) {
    if (sorted.size() == MOST && Math.abs(difference) < Math.abs(sorted.get(MOST - 1).difference)) {
      return;
    }
    Extreme extreme = new Extreme(reviewId, difference);
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).reviewId.equals(reviewId)) {
        if (Extreme.ORDER.compare(sorted.get(i), extreme) <= 0) {
          return;
        }
        sorted.remove(i);
      }
    }
    sorted.add(extreme);
    sorted.sort(Extreme.ORDER);
    if (sorted.size() > MOST) {
      sorted.remove(MOST);
    }
  }

  void forEach(ObjLongConsumer<String> action) {
    sorted.forEach(each -> action.accept(each.reviewId, each.difference));
  }

  int size() {
    return sorted.size();
  }

  /** The first is the most different. */
  List<Extreme> list() {
    return List.copyOf(sorted);
  }
}
