package io.reviewscoring.model.bundle;

/** What a score says, by the thresholds of the model that gave it. */
public enum Label {
  NEGATIVE,
  UNCERTAIN,
  POSITIVE;

  /** The label of a side: -1 negative, 1 positive, 0 uncertain. */
  public static Label of(int side) {
    return values()[side + 1];
  }
}
