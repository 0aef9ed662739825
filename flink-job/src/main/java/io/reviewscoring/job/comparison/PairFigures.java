package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.Comparison;

/**
 * How a pair of models differs in an experiment so far.
 *
 * @param total of all windows, from the start of the first to the end of the last one
 * @param notFinal how many of its reviews lie in windows that may still change
 */
public record PairFigures(Comparison total, long notFinal) {}
