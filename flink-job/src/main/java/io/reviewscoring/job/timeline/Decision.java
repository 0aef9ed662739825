package io.reviewscoring.job.timeline;

/**
 * A model that is in force from an instant of event time until the next decision's instant. Only a
 * reference: the bundle itself lies in the archive under its hash.
 *
 * @param effectiveFrom inclusive, epoch milliseconds UTC
 * @param controlOffset of the command that was decided
 */
public record Decision(String version, String sha256, long effectiveFrom, long controlOffset) {}
