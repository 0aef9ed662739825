package io.reviewscoring.job.message;

/** What a score says, by the thresholds of the model that gave it. */
public enum Label {
  POSITIVE,
  NEGATIVE,
  UNCERTAIN
}
