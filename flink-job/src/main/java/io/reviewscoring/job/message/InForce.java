package io.reviewscoring.job.message;

/** From when a model is in force, in words for people. */
public final class InForce {
  private InForce() {}

  /**
   * The words.
   *
   * @param effectiveFrom epoch milliseconds; 0 or less for the model given at the start, which is
   *     in force from the beginning of time
   */
  public static String words(long effectiveFrom) {
    return "in force from " + (effectiveFrom <= 0 ? "the start" : Messages.instant(effectiveFrom));
  }
}
