package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.GateMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides which model is in force from which instant. Runs at parallelism 1.
 *
 * <p>A {@link Decider} decides; here the bundles are examined, off the task thread, the clock
 * ticks, and the end is seen. Several times a second the gate ticks <em>final until T</em>, T being
 * its clock and {@code swap.lead}: no later decision takes an instant at or before T. This stream's
 * watermark is the clock less the reviews' out-of-orderness, so that it never holds a window back
 * and never makes a review late. After a start or a restore no tick leaves before every command
 * that stood in the control topic by then was decided, or was found to lie in a store that can't be
 * reached.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before all else
public final class ModelGate extends AbstractStreamOperator<GateMessage>
    implements OneInputStreamOperator<ControlRecord, GateMessage>,
        BoundedOneInput,
        ProcessingTimeCallback {
  private static final long serialVersionUID = 1;

  /** Where the decisions are told to the outside. */
  public static final OutputTag<ModelStatus> STATUS =
      new OutputTag<>("gate-status", TypeInformation.of(ModelStatus.class));

  private static final int MAX_ATTEMPTS_AT_THE_END = 10;
  private static final int CHECKPOINTS_UNTIL_ALL_IS_VISIBLE = 2;

  private final GateSettings settings;
  private final ControlLog log;

  private transient ListState<GateState> state;
  private transient ControlLog.Contents atStart;
  private transient @Nullable GateState restored;
  private transient Decider decider;
  private transient Examinations examinations;
  private transient Counter accepted;
  private transient Counter rejected;
  private transient int checkpoints;
  private transient @Nullable CompletableFuture<ControlLog.Contents> record;
  private transient @Nullable ScheduledFuture<?> nextTick;

  public ModelGate(GateSettings settings, ControlLog log) {
    this.settings = settings;
    this.log = log;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("gate", TypeInformation.of(GateState.class)));
    Iterator<GateState> before = state.get().iterator();
    restored = before.hasNext() ? before.next() : null;
    atStart = log.read();
  }

  @Override
  public void open() throws Exception {
    super.open();
    accepted = getMetricGroup().counter("modelsAccepted");
    rejected = getMetricGroup().counter("modelsRejected");
    try {
      decider = new Decider(settings, atStart, restored, clock());
    } catch (Admission.RefusedRecordException e) {
      throw hopeless(String.valueOf(e.getMessage()));
    }
    examinations = new Examinations(new BundleExaminer(settings)::examine, settings.loadTimeout());
    onProcessingTime(clock());
  }

  @Override
  public void processElement(StreamRecord<ControlRecord> element) throws Exception {
    if (!decider.deliver(element.getValue(), clock())) {
      throw new FlinkException("the control topic was made anew: it is read from its beginning");
    }
    advance();
  }

  @Override
  public void onProcessingTime(long time) throws Exception {
    advance();
    checkRecord();
    Optional<GateMessage> tick = decider.tick(clock());
    if (tick.isPresent()) {
      emit(tick.get());
      // While reviews are silent this alone moves event time: it must leave them their bound.
      long eventTime = clock() - settings.outOfOrderness().toMillis();
      output.emitWatermark(new Watermark(Math.min(tick.get().finalUntil(), eventTime)));
    }
    nextTick =
        getProcessingTimeService()
            .registerTimer(clock() + settings.tickInterval().toMillis(), this);
  }

  /** Has examined what is due, and says what is decided. */
  private void advance() throws SuppressRestartsException {
    examinations.start(decider.due(clock()));
    for (Examinations.Finding finding : examinations.findings()) {
      if (finding.verdict() instanceof Verdict.NoArchive none) {
        throw hopeless(none.reason());
      }
      decider.found(finding.command(), finding.verdict(), clock());
    }
    examinations.keepOnly(decider.open());
    for (OpenCommand command : decider.open()) {
      if (command.isInitial() && command.verdict() instanceof Verdict.Refused refused) {
        throw hopeless("the model given at the start can't be used: " + refused.reason());
      }
    }
    for (Outcome outcome : decider.outcomes()) {
      say(outcome);
    }
  }

  private void say(Outcome outcome) {
    if (outcome.decision() != null) {
      emit(GateMessage.decided(outcome.decision()));
    }
    ModelStatus status = outcome.status();
    if (status != null) {
      if (status.state() == ModelStatus.State.ACCEPTED) {
        accepted.inc();
      } else if (status.state() == ModelStatus.State.REJECTED) {
        rejected.inc();
      }
      output.collect(STATUS, new StreamRecord<>(status));
    }
  }

  /**
   * What the restored state had told may be gone: its transaction was aborted, the job being down
   * for too long. Only when the sink has committed what it could is it known what the record lacks.
   */
  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    checkpoints++;
    if (checkpoints >= CHECKPOINTS_UNTIL_ALL_IS_VISIBLE
        && decider.doubtsRecord()
        && record == null) {
      record = CompletableFuture.supplyAsync(this::readRecord, task -> thread(task).start());
    }
  }

  private ControlLog.Contents readRecord() {
    try {
      return log.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "model-gate-record");
    thread.setDaemon(true);
    return thread;
  }

  private void checkRecord() throws SuppressRestartsException {
    CompletableFuture<ControlLog.Contents> read = record;
    if (read != null && read.isDone()) {
      if (!read.isCompletedExceptionally()) {
        decider.checkRecord(read.join().statuses());
        advance();
      }
      record = null; // one that could not be read is read again after the next checkpoint
    }
  }

  @Override
  public void endInput() throws Exception {
    decideTheRest();
  }

  /** A bounded control topic: all is decided, so everything is final. */
  private void decideTheRest() throws Exception {
    if (decider.hasEnded()) {
      return;
    }
    advance();
    while (!decider.open().isEmpty()) {
      Thread.sleep(Math.min(settings.tickInterval().toMillis(), 50));
      advance();
      for (OpenCommand command : decider.open()) {
        if (command.attempts() >= MAX_ATTEMPTS_AT_THE_END) {
          throw hopeless(
              "the store of model %s can't be reached: %s"
                  .formatted(
                      command.pending().command().version(), command.pending().command().uri()));
        }
      }
    }
    if (!decider.isDecided()) {
      throw hopeless("no model was accepted: publish one, or start with --model");
    }
    emit(decider.end());
  }

  /**
   * Until the end of time the watermark is the ticks'. The end comes before {@link #endInput}, and
   * the last tick must be ahead of it: what it releases would be late otherwise.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      decideTheRest();
      super.processWatermark(mark);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(decider.state()));
  }

  @Override
  public void close() throws Exception {
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    if (examinations != null) {
      examinations.close();
    }
    super.close();
  }

  private long clock() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void emit(GateMessage message) {
    output.collect(new StreamRecord<>(message));
  }

  /** A failure that starting again would only repeat. */
  private static SuppressRestartsException hopeless(String reason) {
    return new SuppressRestartsException(new FlinkException(reason));
  }
}
