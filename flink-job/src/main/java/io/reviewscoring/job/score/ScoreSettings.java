package io.reviewscoring.job.score;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the score operator works.
 *
 * @param modelDirectory URI of the archive
 * @param maxTokens how many tokens the job encodes; a model that reads more can't be used
 * @param loadTimeout how long reviews wait for a model on the task thread before they are held
 * @param retryInterval between attempts to load a model that could not be loaded
 * @param repeatHorizon how long after its timestamp, in event time, a version is remembered
 */
public record ScoreSettings(
    String modelDirectory,
    long maxBundleBytes,
    int maxTokens,
    Duration loadTimeout,
    Duration retryInterval,
    Duration repeatHorizon)
    implements Serializable {}
