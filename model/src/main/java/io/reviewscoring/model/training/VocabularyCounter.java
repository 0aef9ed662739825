package io.reviewscoring.model.training;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Tokenizer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts words. The most frequent word has rank 1; of words with the same count, the one that
 * appeared first has the lower rank, as in Keras. Not thread-safe.
 */
final class VocabularyCounter {

  private static final class Count {
    private int value;
  }

  private final Tokenizer tokenizer;
  private final Map<String, Count> counts = new LinkedHashMap<>();

  VocabularyCounter(RuleSet rules) {
    tokenizer = new Tokenizer(rules);
  }

  void add(String text) {
    for (String token : tokenizer.tokens(text)) {
      counts.computeIfAbsent(token, t -> new Count()).value++;
    }
  }

  /** At most {@code limit} words, the word of rank 1 first. */
  List<String> wordsByRank(int limit) {
    Comparator<Map.Entry<String, Count>> byCount =
        Comparator.comparingInt(e -> -e.getValue().value);
    return counts.entrySet().stream().sorted(byCount).limit(limit).map(Map.Entry::getKey).toList();
  }

  /** How many different words were seen. */
  int size() {
    return counts.size();
  }
}
