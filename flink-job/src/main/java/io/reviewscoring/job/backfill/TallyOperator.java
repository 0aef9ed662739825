package io.reviewscoring.job.backfill;

import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds the taps' counts up, exactly once over failures and restarts, and leaves the sum in the
 * run's directory when all has been read. Runs at parallelism 1.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState before all else
final class TallyOperator extends AbstractStreamOperator<Tally>
    implements OneInputStreamOperator<Tally, Tally>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  /** The accumulator of the records that were read. */
  static final String READ = "records-read";

  private final String directory;
  private transient ListState<Tally> state;
  private transient Tally sum;
  private transient LongCounter read;
  private transient long countedNanos;

  /**
   * @param directory of the run, a URI
   */
  TallyOperator(String directory) {
    this.directory = directory;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("tally", TypeInformation.of(Tally.class)));
    sum = new Tally();
    for (Tally before : state.get()) {
      sum.add(before);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    countedNanos = System.nanoTime();
    read = getRuntimeContext().getLongCounter(READ);
    read.add(sum.read());
  }

  @Override
  public void processElement(StreamRecord<Tally> element) {
    sum.add(element.getValue());
    read.add(element.getValue().read());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    countTime();
    Tally copy = new Tally();
    copy.add(sum);
    state.update(List.of(copy));
  }

  @Override
  public void endInput() throws Exception {
    countTime();
    new RunDirectory(directory).saveSummary(sum);
  }

  private void countTime() {
    long now = System.nanoTime();
    sum.millis += (now - countedNanos) / 1_000_000;
    countedNanos = now;
  }
}
