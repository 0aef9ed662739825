package io.reviewscoring.model.evaluation;

/** A part of a source. */
public enum LabelledPart {
  /** What is learnt from and chosen by. */
  TRAIN,
  /** What nothing is learnt from or chosen by. */
  TEST,
  /** All reviews as they were read. */
  ALL
}
