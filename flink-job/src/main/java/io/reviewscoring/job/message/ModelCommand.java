package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * A request on the control topic to put a model in force.
 *
 * @param version the bundle's model version
 * @param uri where the bundle is, in any file system that Flink knows
 * @param sha256 of the bundle, lower-case hexadecimal
 * @param effectiveFrom ISO-8601 instant of event time; null for as soon as possible. Kept as text:
 *     what can't be read is refused by the gate, not by the parser
 */
public record ModelCommand(
    String version, String uri, String sha256, @Nullable String effectiveFrom) {}
