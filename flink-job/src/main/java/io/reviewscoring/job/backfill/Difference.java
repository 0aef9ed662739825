package io.reviewscoring.job.backfill;

/**
 * How two sides differ.
 *
 * @param missing only on the one side
 * @param extra only on the other side
 * @param differing on both, and not equal
 */
public record Difference(long one, long other, long missing, long extra, long differing) {

  /** Whether there is none. */
  public boolean isNone() {
    return missing == 0 && extra == 0 && differing == 0;
  }
}
