package io.reviewscoring.model.text;

/** Takes a text's tokens, one after another. */
interface Tokens {

  /** Takes a token. */
  void add(char[] chars, int from, int to);

  /** Makes the last token longer. */
  void extend(char[] chars, int from, int to);
}
