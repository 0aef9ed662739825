/**
 * The job's options: one table of rows ({@code JobOptions}), which picocli reads command lines and
 * properties files by and which the help is made from, and one checked configuration that the rest
 * of the job asks ({@link io.reviewscoring.job.config.JobConfig}).
 */
@NullMarked
package io.reviewscoring.job.config;

import org.jspecify.annotations.NullMarked;
