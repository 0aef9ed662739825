package io.reviewscoring.job.score;

import io.reviewscoring.job.message.Label;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How the score operator works.
 *
 * @param modelDirectory URI of the archive
 * @param maxTokens how many tokens the job encodes; a model that reads more can't be used
 * @param loadTimeout how long reviews wait for a model on the task thread before they are held
 * @param retryInterval between attempts to load a model that could not be loaded
 * @param repeatHorizon how long after its timestamp, in event time, a version is remembered
 * @param heldMax how many reviews may wait for a model in all; each subtask has its share
 * @param evidenceLabels the labels whose events carry word evidence; each such event costs one more
 *     scoring per distinct word
 * @param evidenceWords how many words at most
 */
public record ScoreSettings(
    String modelDirectory,
    long maxBundleBytes,
    int maxTokens,
    Duration loadTimeout,
    Duration retryInterval,
    Duration repeatHorizon,
    int heldMax,
    List<Label> evidenceLabels,
    int evidenceWords)
    implements Serializable {

  public ScoreSettings {
    evidenceLabels = List.copyOf(evidenceLabels);
  }
}
