package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * The fingerprints of a text's last tokens.
 *
 * @param values fingerprints in the text's order, at most as many as were asked for: the last ones.
 *     Not copied: whoever gets the record must not write into it.
 * @param tokens how many tokens the whole text has, at least {@code values.length}
 */
@SuppressWarnings("ArrayRecordComponent") // one per review: a list of boxed longs would cost more
public record TokenFingerprints(long[] values, int tokens) {
  public TokenFingerprints {
    if (tokens < values.length) {
      throw new IllegalArgumentException(
          "a text of " + tokens + " tokens cannot have " + values.length + " fingerprints");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenFingerprints that
        && tokens == that.tokens
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + tokens;
  }

  @Override
  public String toString() {
    return "TokenFingerprints[tokens=" + tokens + ", values=" + Arrays.toString(values) + "]";
  }
}
