package io.reviewscoring.job.graph;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.GateMessage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** How reviews become events: the part of the graph that the benchmark exchanges. */
@FunctionalInterface
public interface ScoreStep {

  /** Adds it to the graph. */
  SingleOutputStreamOperator<SentimentEvent> add(
      DataStream<EncodedReview> encoded, DataStream<GateMessage> decisions);
}
