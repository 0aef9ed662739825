package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.ModelPair;

/**
 * What one subtask found of a pair in a window, since it last said so.
 *
 * @param windowStart inclusive, epoch milliseconds UTC
 */
record WindowPart(ModelPair pair, long windowStart, Differences differences) {}
