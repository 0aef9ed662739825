/** Runs the job's jar on a Flink cluster of separate processes, kills them, and checks the rest. */
@NullMarked
package io.reviewscoring.job.cluster;

import org.jspecify.annotations.NullMarked;
