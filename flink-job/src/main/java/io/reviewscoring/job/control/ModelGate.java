package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * <p>Commands are examined off the task thread and decided on it. Several times a second the gate
 * ticks <em>final until T</em>, T being its clock and {@code swap.lead}: no later decision takes an
 * instant at or before T. This stream's watermark is the clock less the reviews' out-of-orderness,
 * so that it never holds a window back and never makes a review late. After a start or a restore no
 * tick leaves before every command that stood in the control topic by then was decided, or was
 * found to lie in a store that can't be reached.
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

  private static final int EXAMINERS = 4;
  private static final int MAX_ATTEMPTS_AT_THE_END = 10;
  private static final ModelCommand UNREADABLE = new ModelCommand("unknown", "", "", null);

  private final GateSettings settings;
  private final ControlLog log;

  private transient ListState<GateState> state;
  private transient ExecutorService examiners;
  private transient BundleExaminer examiner;
  private transient List<Examination> examinations;
  private transient List<Decision> overtaking;
  private transient RecordedDecisions recorded;
  private transient Counter accepted;
  private transient Counter rejected;
  private transient long finalUntil;
  private transient boolean decided;
  private transient long lastOffset;
  private transient long startOffset;
  private transient boolean started;
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
    examinations = new ArrayList<>();
    overtaking = new ArrayList<>();
    recorded = RecordedDecisions.none();
    finalUntil = GateMessage.NEVER;
    lastOffset = ModelStatus.INITIAL_OFFSET;
    startOffset = log.lastControlOffset();
    Iterator<GateState> restored = state.get().iterator();
    if (restored.hasNext()) {
      GateState before = restored.next();
      finalUntil = before.finalUntil();
      decided = before.decided();
      lastOffset = before.lastOffset();
      for (PendingCommand pending : before.pending()) {
        examinations.add(new Examination(pending));
      }
      overtaking.addAll(before.overtaking());
    } else {
      recorded = RecordedDecisions.read(log);
      overtaking.addAll(recorded.accepted());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    accepted = getMetricGroup().counter("modelsAccepted");
    rejected = getMetricGroup().counter("modelsRejected");
    examiner = new BundleExaminer(settings);
    examiners =
        Executors.newFixedThreadPool(
            EXAMINERS,
            task -> {
              Thread thread = new Thread(task, "model-gate");
              thread.setDaemon(true);
              return thread;
            });
    if (!recorded.accepted().isEmpty()) {
      // Earlier runs ticked up to their last clock: what they called final stays so.
      finalUntil = clock() + settings.swapLead().toMillis();
      decided = true;
    } else if (!decided && settings.initialModel() != null) {
      examinations.add(
          new Examination(
              new PendingCommand(
                  new ModelCommand("initial", settings.initialModel(), "", null),
                  ModelStatus.INITIAL_OFFSET)));
    }
    recorded.accepted().forEach(decision -> emit(GateMessage.decided(decision)));
    onProcessingTime(clock());
  }

  @Override
  public void processElement(StreamRecord<ControlRecord> element) {
    ControlRecord record = element.getValue();
    lastOffset = Math.max(lastOffset, record.offset());
    if (record.value() == null) {
      return;
    }
    PendingCommand pending;
    try {
      pending = new PendingCommand(Messages.modelCommand(record.value()), record.offset());
    } catch (MalformedMessageException e) {
      if (!recorded.contains(record.offset(), UNREADABLE.version())) {
        refuse(new PendingCommand(UNREADABLE, record.offset()), e.getMessage());
      }
      return;
    }
    ModelCommand command = pending.command();
    if (recorded.contains(record.offset(), command.version())) {
      return;
    }
    try {
      Long unused = command.requestedFrom();
    } catch (DateTimeException | ArithmeticException e) {
      refuse(pending, "effectiveFrom is no instant: " + command.effectiveFrom());
      return;
    }
    examinations.add(new Examination(pending));
    advance();
  }

  @Override
  public void onProcessingTime(long time) {
    advance();
    tick();
    nextTick =
        getProcessingTimeService()
            .registerTimer(clock() + settings.tickInterval().toMillis(), this);
  }

  /** Decides what can be decided, in the order of the topic, and has the rest examined. */
  private void advance() {
    Iterator<Examination> each = examinations.iterator();
    boolean inTurn = true;
    while (each.hasNext()) {
      Examination examination = each.next();
      Verdict verdict = inTurn ? examination.verdict() : null;
      if (decided && examination.isInitial()) {
        // It counts only before the first activation, and that came while its store was away.
        each.remove();
      } else if (verdict instanceof Verdict.Sound sound) {
        accept(examination.pending(), sound);
        each.remove();
      } else if (verdict instanceof Verdict.Refused refused) {
        if (examination.isInitial()) {
          throw hopeless("the model given at the start can't be used: " + refused.reason());
        }
        refuse(examination.pending(), refused.reason());
        each.remove();
      } else if (verdict instanceof Verdict.Unreachable unreachable) {
        boolean news = !examination.isUnreachable();
        examination.retryAt(clock() + settings.retryInterval().toMillis());
        if (news) {
          status(
              GateStatus.stalled(examination.pending(), unreachable.reason() + "; trying again"));
        }
      } else {
        examination.start(examiners, examiner, clock());
        inTurn &= examination.isUnreachable();
      }
    }
    forgetOvertaking();
    if (!started
        && lastOffset >= startOffset
        && examinations.stream().allMatch(Examination::isUnreachable)) {
      started = true;
    }
  }

  private void accept(PendingCommand pending, Verdict.Sound sound) {
    boolean initial = pending.offset() == ModelStatus.INITIAL_OFFSET;
    Long requested = initial ? Long.valueOf(0) : pending.command().requestedFrom();
    long wanted = requested == null ? clock() : requested;
    if (!decided) {
      // Reviews older than the first activation take the first model: were it in force only later,
      // a
      // second one in between would take them from it, after they were scored.
      wanted = Math.min(wanted, clock());
    }
    long effectiveFrom =
        finalUntil == GateMessage.NEVER ? wanted : Math.max(wanted, finalUntil + 1);
    Decision newer = overtaker(pending.offset(), requested, effectiveFrom);
    if (newer != null) {
      refuse(
          pending,
          "superseded: its store could not be reached before the later activation of %s was in force"
              .formatted(newer.version()));
      return;
    }
    decided = true;
    accepted.inc();
    Decision decision =
        new Decision(sound.version(), sound.sha256(), effectiveFrom, pending.offset());
    emit(GateMessage.decided(decision));
    status(GateStatus.accepted(pending, sound, requested, effectiveFrom));
    overtaking.add(decision);
  }

  /**
   * The later command that an older one must not undo: decided while the older one's store was
   * away, and in force at an instant by which the older one, in the topic's order, would have been
   * replaced.
   */
  private @Nullable Decision overtaker(long offset, @Nullable Long requested, long effectiveFrom) {
    for (Decision decision : overtaking) {
      if (decision.controlOffset() > offset
          && decision.effectiveFrom() <= effectiveFrom
          && (requested == null || requested <= decision.effectiveFrom())) {
        return decision;
      }
    }
    return null;
  }

  /**
   * Forgets the decisions that no pending command is older than, nor any that is yet to be read.
   */
  private void forgetOvertaking() {
    if (!overtaking.isEmpty() && lastOffset >= startOffset) {
      long oldest =
          examinations.stream()
              .mapToLong(examination -> examination.pending().offset())
              .min()
              .orElse(Long.MAX_VALUE);
      overtaking.removeIf(decision -> decision.controlOffset() < oldest);
    }
  }

  private void refuse(PendingCommand pending, @Nullable String reason) {
    rejected.inc();
    status(GateStatus.rejected(pending, reason));
  }

  private void tick() {
    if (started && decided && finalUntil != GateMessage.END_OF_TIME) {
      long clock = clock();
      finalUntil = Math.max(finalUntil, clock + settings.swapLead().toMillis());
      emit(GateMessage.tick(finalUntil, clock));
      // While reviews are silent this alone moves event time: it must leave them their bound.
      output.emitWatermark(
          new Watermark(Math.min(finalUntil, clock - settings.outOfOrderness().toMillis())));
    }
  }

  @Override
  public void endInput() throws Exception {
    decideTheRest();
  }

  /** A bounded control topic: all is decided, so everything is final. */
  private void decideTheRest() throws Exception {
    if (finalUntil == GateMessage.END_OF_TIME) {
      return;
    }
    // The source has no more to give, whatever was there at the start.
    lastOffset = Math.max(lastOffset, startOffset);
    advance();
    while (!examinations.isEmpty()) {
      Thread.sleep(Math.min(settings.tickInterval().toMillis(), 50));
      advance();
      for (Examination examination : examinations) {
        if (examination.attempts() >= MAX_ATTEMPTS_AT_THE_END) {
          throw hopeless(
              "the store of model %s can't be reached: %s"
                  .formatted(
                      examination.pending().command().version(),
                      examination.pending().command().uri()));
        }
      }
    }
    if (!decided) {
      throw hopeless("no model was accepted: publish one, or start with --model");
    }
    finalUntil = GateMessage.END_OF_TIME;
    emit(GateMessage.tick(finalUntil, finalUntil));
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
    state.update(
        List.of(
            new GateState(
                finalUntil,
                decided,
                lastOffset,
                examinations.stream()
                    .filter(examination -> !examination.isInitial())
                    .map(Examination::pending)
                    .toList(),
                List.copyOf(overtaking))));
  }

  @Override
  public void close() throws Exception {
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    if (examiners != null) {
      examiners.shutdownNow();
    }
    super.close();
  }

  private long clock() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void emit(GateMessage message) {
    output.collect(new StreamRecord<>(message));
  }

  private void status(ModelStatus status) {
    output.collect(STATUS, new StreamRecord<>(status));
  }

  /** A failure that starting again would only repeat. */
  private static SuppressRestartsException hopeless(String reason) {
    return new SuppressRestartsException(new FlinkException(reason));
  }
}
