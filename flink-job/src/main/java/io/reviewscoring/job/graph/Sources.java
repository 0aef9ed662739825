package io.reviewscoring.job.graph;

import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Parsed;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the graph reads from.
 *
 * @param controlLog what stood in the control plane's topics at the start
 */
public record Sources(
    Source<Parsed, ?, ?> reviews, Source<ControlRecord, ?, ?> control, ControlLog controlLog) {}
