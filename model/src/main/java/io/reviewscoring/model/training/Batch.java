package io.reviewscoring.model.training;

/**
 * The examples of one step.
 *
 * @param examples their places
 * @param length of the rows that they are read as
 */
@SuppressWarnings("ArrayRecordComponent")
record Batch(int[] examples, int length) {}
