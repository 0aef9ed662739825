/** Decides which model is in force from which instant: the gate, its examiner and its records. */
@NullMarked
package io.reviewscoring.job.control;

import org.jspecify.annotations.NullMarked;
