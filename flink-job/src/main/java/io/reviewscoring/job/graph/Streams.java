package io.reviewscoring.job.graph;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.SentimentEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What flows through the graph, for those who count along.
 *
 * @param read all that the reviews' source gives, also what lies outside the range
 * @param events one for each scored review
 */
public record Streams(
    DataStream<Parsed> read,
    DataStream<SentimentEvent> events,
    DataStream<Aggregate> aggregates,
    DataStream<Comparison> comparisons) {}
