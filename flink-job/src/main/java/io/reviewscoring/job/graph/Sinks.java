package io.reviewscoring.job.graph;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the graph writes to. */
public record Sinks(
    Sink<SentimentEvent> sentiment,
    Sink<Aggregate> aggregates,
    Sink<DeadLetter> deadLetters,
    Sink<ModelStatus> modelStatus) {}
