package io.reviewscoring.job.control;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the gate decides.
 *
 * @param initialModel URI of the model in force before the first activation; null for none
 * @param modelDirectory URI of the archive that the score subtasks load from
 * @param stores where bundles may be fetched from, beside the archive
 * @param swapLead how far beyond its clock the gate gives up deciding
 * @param outOfOrderness of the reviews: event time stays so far behind the clock
 * @param loadTimeout after which a store that does not answer counts as out of reach
 * @param retryFor how long a command's store may be out of reach before the command is refused
 * @param maxBundleBytes larger bundles are refused
 * @param maxTokens how many tokens the job encodes; a model that reads more is refused
 */
public record GateSettings(
    @Nullable String initialModel,
    String modelDirectory,
    AllowedStores stores,
    Duration swapLead,
    Duration outOfOrderness,
    Duration tickInterval,
    Duration loadTimeout,
    Duration retryInterval,
    Duration retryFor,
    long maxBundleBytes,
    int maxTokens)
    implements Serializable {}
