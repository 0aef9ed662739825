package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ScoredBeside;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what one subtask's reviews say of each pair and window, so that a few records go on and
 * not one a review, all of an experiment to one place. Hands on ahead of each watermark, so that
 * nothing grows late here, and ahead of each barrier, so that it needs no state.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
final class PartOperator extends AbstractStreamOperator<WindowPart>
    implements OneInputStreamOperator<ScoredBeside, WindowPart>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  /** A bounded run has one watermark, at its end. */
  private static final int MOST = 1_000;

  private record Key(ModelPair pair, long windowStart) {}

  private final long windowMillis;
  private transient Map<Key, Differences> parts;

  PartOperator(Duration windowSize) {
    this.windowMillis = windowSize.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    parts = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<ScoredBeside> element) {
    ScoredBeside scored = element.getValue();
    long start = TimeWindow.getWindowStartWithOffset(scored.event().timestamp(), 0, windowMillis);
    parts
        .computeIfAbsent(new Key(ModelPair.of(scored), start), key -> new Differences())
        .add(scored.event(), scored.beside());
    if (parts.size() >= MOST) {
      handOn();
    }
  }

  private void handOn() {
    parts.forEach(
        (key, differences) ->
            output.collect(
                new StreamRecord<>(
                    new WindowPart(key.pair, key.windowStart, differences), key.windowStart)));
    parts.clear();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    handOn();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    handOn();
  }

  @Override
  public void endInput() {
    handOn();
  }
}
