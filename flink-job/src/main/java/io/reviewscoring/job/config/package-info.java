/** The job's options: one table, one validated record. */
@NullMarked
package io.reviewscoring.job.config;

import org.jspecify.annotations.NullMarked;
