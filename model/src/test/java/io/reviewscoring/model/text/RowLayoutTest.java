package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.text.RowLayout.Side;
import io.reviewscoring.model.text.RowLayout.Unknown;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLayoutTest {
  private final Vocabulary vocabulary = new Vocabulary(List.of("a", "b", "c", "d"), 8);

  /**
   * Rows of 4, of texts whose words a to d have the ids 4 to 7, as Keras' pad_sequences has them.
   */
  @ParameterizedTest
  @CsvSource({
    "true, ID, PRE, PRE, a x, 0 1 4 2",
    "true, ID, POST, PRE, a x, 1 4 2 0",
    "false, ID, PRE, PRE, a x, 0 0 4 2",
    "false, DROPPED, PRE, PRE, a x b, 0 0 4 5",
    "false, DROPPED, PRE, PRE, a b c x x d x, 4 5 6 7",
    "false, PAD, PRE, PRE, a x b, 0 4 0 5",
    "true, ID, PRE, PRE, a b c d a, 5 6 7 4",
    "true, ID, PRE, POST, a b c d a, 1 4 5 6",
    "false, ID, POST, POST, a b c d a, 4 5 6 7",
    "false, DROPPED, POST, POST, x a x b, 4 5 0 0",
    "true, ID, PRE, POST, a, 0 0 1 4",
    "false, ID, POST, POST, '', 0 0 0 0",
    "true, ID, POST, PRE, '', 1 0 0 0"
  })
  void fillsRowsAsKerasDoes(
      boolean start, Unknown unknown, Side padding, Side truncation, String text, String row) {
    RowLayout layout = new RowLayout(start, unknown, padding, truncation, 20);
    SequenceEncoder encoder = new SequenceEncoder(vocabulary, 4, layout);

    int[] ids = encoder.row(new Tokenizer(RuleSet.KERAS).fingerprints(text, 20));

    assertThat(ids).containsExactly(ints(row));
  }

  private static int[] ints(String row) {
    return List.of(row.split(" ", -1)).stream().mapToInt(Integer::parseInt).toArray();
  }
}
