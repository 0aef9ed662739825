package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.SentimentEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stamps events with their own event time, and lets watermarks pass. Needed because a review that
 * was held leaves the score operator with the tick that released it, which has another time; a
 * timestamp assigner would set its own watermarks.
 */
public final class EventTimeStamp extends AbstractStreamOperator<SentimentEvent>
    implements OneInputStreamOperator<SentimentEvent, SentimentEvent> {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement(StreamRecord<SentimentEvent> element) {
    output.collect(element.replace(element.getValue(), element.getValue().timestamp()));
  }
}
