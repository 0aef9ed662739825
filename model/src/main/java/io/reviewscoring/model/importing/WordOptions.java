package io.reviewscoring.model.importing;

import io.reviewscoring.model.text.RowLayout.Side;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of ids and rows; null where the words' own kind decides.
 *
 * @param indexFrom what is added to a word's number to make it an id
 * @param start the id that begins a text, or {@value #NONE}
 * @param unknown the id of other words, or {@value #NONE} if they are left out
 * @param idsBelow words with this id or a larger one are unknown
 * @param padding the side of pads
 * @param truncation the side that a long text loses
 * @param tokens how many of a text's last tokens are looked at, where a row may need more than its
 *     places
 */
public record WordOptions(
    @Nullable Integer indexFrom,
    @Nullable Integer start,
    @Nullable Integer unknown,
    @Nullable Integer idsBelow,
    @Nullable Side padding,
    @Nullable Side truncation,
    int tokens) {
  /** There is no such id. */
  public static final int NONE = -1;
}
