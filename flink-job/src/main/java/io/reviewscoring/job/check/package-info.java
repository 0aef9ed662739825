/**
 * What a sample of records holds, and how the job's reader reads it: for people, before a job runs.
 */
@NullMarked
package io.reviewscoring.job.check;

import org.jspecify.annotations.NullMarked;
