package io.reviewscoring.job.backfill;

import java.io.Serializable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts a stream, and hands on what came since the last time ahead of each checkpoint's barrier
 * and at the end. So it needs no state: what a failure takes from it is read again.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
final class TallyTap<T> extends AbstractStreamOperator<Tally>
    implements OneInputStreamOperator<T, Tally>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  /** Adds a value to a tally. */
  interface Counting<T> extends Serializable {
    void count(T value, Tally tally);
  }

  private final Counting<T> counting;
  private transient Tally since;

  TallyTap(Counting<T> counting) {
    this.counting = counting;
  }

  @Override
  public void open() throws Exception {
    super.open();
    since = new Tally();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    counting.count(element.getValue(), since);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    handOn();
  }

  @Override
  public void endInput() {
    handOn();
  }

  private void handOn() {
    output.collect(new StreamRecord<>(since));
    since = new Tally();
  }
}
