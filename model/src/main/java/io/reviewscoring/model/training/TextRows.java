package io.reviewscoring.model.training;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.Arrays;

/** Turns texts into the rows that one network reads. For one thread. */
final class TextRows {
  private final Tokenizer tokenizer;
  private final SequenceEncoder encoder;
  private final int length;

  /**
   * Rows of so many ids.
   *
   * @param rules by which the vocabulary's words were found
   */
  TextRows(RuleSet rules, Vocabulary vocabulary, int length) {
    this.tokenizer = new Tokenizer(rules);
    this.encoder = new SequenceEncoder(vocabulary, length);
    this.length = length;
  }

  /** One text as a row of ids [length]. */
  int[] row(String text) {
    return row(tokenizer.fingerprints(text, length));
  }

  /** The same of tokens. */
  int[] row(TokenFingerprints text) {
    return encoder.row(text);
  }

  /** A row without its pads [up to length]. */
  int[] ids(TokenFingerprints text) {
    int[] row = row(text);
    int pads = 0;
    while (pads < row.length && row[pads] == Vocabulary.PAD) {
      pads++;
    }
    return Arrays.copyOfRange(row, pads, row.length);
  }
}
