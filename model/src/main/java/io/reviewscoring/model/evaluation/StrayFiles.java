package io.reviewscoring.model.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What lies in the folders of a data set and is no review: what file systems and people leave there
 * ({@code .DS_Store}, {@code Thumbs.db}, a readme), folders, and files without a text.
 */
public final class StrayFiles {
  private static final int NAMED = 3;

  private final List<String> firstNames = new ArrayList<>();
  private int count;

  StrayFiles() {}

  /** Whether a file of that name holds a review. */
  static boolean isReview(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".txt")
        && !name.startsWith(".")
        && !name.contains("/");
  }

  void add(String name) {
    count++;
    if (firstNames.size() < NAMED) {
      firstNames.add(name);
    }
  }

  /** How many there were and the first names; nothing if there was none. */
  public Optional<String> inWords() {
    if (count == 0) {
      return Optional.empty();
    }
    String names = String.join(", ", firstNames);
    return Optional.of(
        "left out %,d that are no .txt file with a text in it: %s%s"
            .formatted(
                count, names, count > NAMED ? " and %,d more".formatted(count - NAMED) : ""));
  }
}
