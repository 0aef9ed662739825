/**
 * The form of a topic's records: where in a record a review's fields stand, and how its times are
 * written. Data without behaviour; {@code parse} reads by it.
 */
@NullMarked
package io.reviewscoring.job.form;

import org.jspecify.annotations.NullMarked;
