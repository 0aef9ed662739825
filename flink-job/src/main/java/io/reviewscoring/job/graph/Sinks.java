package io.reviewscoring.job.graph;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the graph writes to.
 *
 * @param sentiment takes what scored beside as well, where that is to go out
 */
public record Sinks(
    Sink<SentimentEvent> sentiment,
    Sink<Aggregate> aggregates,
    Sink<Comparison> comparisons,
    Sink<DeadLetter> deadLetters,
    Sink<ModelStatus> modelStatus) {}
