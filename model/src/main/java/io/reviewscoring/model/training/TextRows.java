package io.reviewscoring.model.training;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;

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
    return encoder.row(tokenizer.fingerprints(text, length));
  }
}
