package io.reviewscoring.job.timeline;

import org.jspecify.annotations.Nullable;

/**
 * An experiment as it stands at an instant.
 *
 * @param began the decision that began it
 * @param roles the last ones that it had
 * @param ended the decision that ended it; null while it runs
 */
public record Experiment(String name, Decision began, Roles roles, @Nullable Decision ended) {}
