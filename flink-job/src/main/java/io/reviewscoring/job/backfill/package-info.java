/**
 * Scoring a fixed part of the reviews again: which part, by which models, and what came of it. The
 * graph is the live job's.
 */
@NullMarked
package io.reviewscoring.job.backfill;

import org.jspecify.annotations.NullMarked;
