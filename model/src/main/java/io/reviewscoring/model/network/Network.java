package io.reviewscoring.model.network;

import io.reviewscoring.model.text.RowLayout;
import java.util.List;

/** What a network is, without its weights: the sizes of all that is computed. */
public sealed interface Network permits Architecture, LayeredNetwork {

  /** Ids, those for padding, start and unknown included. */
  int vocabularySize();

  /** Ids in a row. */
  int sequenceLength();

  /** How many of a text's last tokens are looked at to score it. */
  int tokens();

  /**
   * Whether a text has more tokens than the model reads.
   *
   * @param tokens of the whole text
   * @param knownTokens how many known ones its row holds
   */
  default boolean truncates(int tokens, int knownTokens) {
    return tokens > tokens();
  }

  /** How a text's tokens become a row. */
  RowLayout layout();

  /** The layers from input to output, for people. */
  List<Layer> layers();

  /**
   * What opening the model costs, in multiply-adds: what is computed beforehand, and a whole row
   * for the pads and for each golden case.
   */
  long openingOperations(int goldens);

  /** About what a scorer's tables take of memory. */
  long tableBytes();
}
