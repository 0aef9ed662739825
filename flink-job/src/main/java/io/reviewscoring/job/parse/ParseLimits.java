package io.reviewscoring.job.parse;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a review may be.
 *
 * @param maxChars of its text
 * @param maxAhead how far its timestamp may lie past its Kafka record's own
 */
public record ParseLimits(int maxChars, Duration maxAhead) implements Serializable {}
