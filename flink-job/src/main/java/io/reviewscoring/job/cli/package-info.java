/** The commands, and how the job is started on one machine and on a cluster. */
@NullMarked
package io.reviewscoring.job.cli;

import org.jspecify.annotations.NullMarked;
