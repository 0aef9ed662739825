package io.reviewscoring.job.graph;

import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.parse.EventTimeRange;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the graph reads from.
 *
 * @param reviews if bounded, event time makes one step, at the end: nothing is late
 * @param range the event times that are scored; what else is read is left out
 * @param controlLog what stood in the control plane's topics at the start
 */
public record Sources(
    Source<Parsed, ?, ?> reviews,
    EventTimeRange range,
    Source<ControlRecord, ?, ?> control,
    ControlLog controlLog) {}
