package io.reviewscoring.model.cli;

import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a model reads a text, step by step, for a person. */
final class TokenExplanation {

  private static final int IDS_PER_LINE = 20;

  private TokenExplanation() {}

  /** The text's tokens, the ids of all of them after the start id, and the row [length]. */
  static String of(String text, Tokenizer tokenizer, Vocabulary vocabulary, Network network) {
    List<String> tokens = tokenizer.tokens(text);
    int[] row =
        new SequenceEncoder(vocabulary, network.sequenceLength(), network.layout())
            .row(tokenizer.fingerprints(text, network.tokens()));
    int start = network.layout().start() ? 1 : 0;
    int[] ids = new int[tokens.size() + start];
    Arrays.fill(ids, 0, start, Vocabulary.START);
    for (int i = 0; i < tokens.size(); i++) {
      ids[i + start] = vocabulary.id(tokens.get(i));
    }
    return """
        text:   %s
        tokens: %s
        ids:    %s
        row:    %s"""
        .formatted(
            text,
            tokens.stream().map(t -> "'" + t + "'").collect(Collectors.joining(", ", "[", "]")),
            Arrays.toString(ids),
            columns(row));
  }

  private static String columns(int[] row) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < row.length; i++) {
      if (i > 0 && i % IDS_PER_LINE == 0) {
        text.append("\n         ");
      }
      text.append("%6d".formatted(row[i]));
    }
    return text.append("]").toString();
  }
}
