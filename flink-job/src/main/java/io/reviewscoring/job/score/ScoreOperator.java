package io.reviewscoring.job.score;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.score.ScoringQueue.Batch;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives each review the models of its roles at the review's own event time, has it scored by {@link
 * ScoringThreads}, side by side with others, and makes the event of what the model says. Events are
 * stamped with their reviews' event time.
 *
 * <p>Broadcast state holds the timeline and the last tick; keyed state the {@link ScoredVersions}
 * and the {@link HeldReviews}: those later than the last tick, and those whose model can't be
 * loaded at present. A tick releases them.
 *
 * <p>Nothing stays under way across a barrier, a change of idleness or the end of input: the state
 * of a checkpoint and the events before its barrier are those of an operator that scores each
 * review at once. What a watermark does to the state queues behind the events of the reviews that
 * came before it, and the watermark itself behind what is scored beside them, too: later events may
 * go out before it. No review waits for others: a mail fetches its score as soon as it is there.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class ScoreOperator extends AbstractStreamOperator<SentimentEvent>
    implements TwoInputStreamOperator<EncodedReview, GateMessage, SentimentEvent>,
        Triggerable<String, VoidNamespace>,
        BoundedMultiInput {
  private static final long serialVersionUID = 1;

  /** Which models each subtask scores with, or can't. */
  public static final OutputTag<ModelStatus> STATUS =
      new OutputTag<>("score-status", TypeInformation.of(ModelStatus.class));

  /** What further models say of reviews, some time behind their events. */
  public static final OutputTag<ScoredBeside> BESIDE =
      new OutputTag<>("scored-beside", TypeInformation.of(ScoredBeside.class));

  /** How many reviews are scored together at most. */
  public static final int BATCH = 64;

  /** The name under which 0.1.0 has its timers. */
  private static final String TIMERS = "user-timers";

  private final ScoreSettings settings;
  private final SerializableFunction<ScoringModel, TextBatchScorer> scorers;
  private final int batch;

  private transient @Nullable ScoringThreads scoring;
  private transient UnderWay underWay;
  private transient SettledTimeline timeline;
  private transient ScoredVersions versions;
  private transient HeldReviews held;
  private transient @Nullable SubtaskModels models;
  private transient RoleModels roleModels;
  private transient ScoredEvents events;
  private transient ScoreMetrics scoreMetrics;

  public ScoreOperator(ScoreSettings settings) {
    this(settings, ScoringModel::newBatchScorer, BATCH);
  }

  /**
   * The same with another way to score.
   *
   * @param scorers gives a scoring thread its scorer of a model
   * @param batch how many reviews a scorer gets at most
   */
  public ScoreOperator(
      ScoreSettings settings,
      SerializableFunction<ScoringModel, TextBatchScorer> scorers,
      int batch) {
    this.settings = settings;
    this.scorers = scorers;
    this.batch = batch;
  }

  @Override
  public void open() throws Exception {
    super.open();
    ScoreMail mail =
        new ScoreMail(
            getContainingTask()
                .getMailboxExecutorFactory()
                .createExecutor(getOperatorConfig().getChainIndex()),
            this::emitFinished);
    underWay = new UnderWay();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int subtask = task.getIndexOfThisSubtask();
    int threads = ScoringThreads.suitable(task.getNumberOfParallelSubtasks());
    scoreMetrics = new ScoreMetrics(getRuntimeContext().getMetricGroup(), Clock.systemUTC());
    SubtaskModels known = new SubtaskModels(settings, scorers, threads, subtask, scoreMetrics);
    models = known;
    roleModels = new RoleModels(known);
    scoring = new ScoringThreads(subtask, threads, batch, mail::send);
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    versions =
        new ScoredVersions(
            backend, getPartitionedState(ScoredVersions.STATE), task, settings.repeatHorizon());
    // Those of earlier releases, one an id.
    getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    held = new HeldReviews(backend, task, settings.heldMax());
    new FirstRelease(backend).moveTo(versions, held);
    timeline = new SettledTimeline(getOperatorStateBackend());
    timeline.needed().forEach(known::prepare);
    events = new ScoredEvents(versions, timeline, scoreMetrics);
    LOG.info("Scoring with the {} engine", Engine.best().label());
  }

  @Override
  public void processElement1(StreamRecord<EncodedReview> element) throws Exception {
    EncodedReview review = element.getValue();
    Assignment assignment = null;
    if (timeline.isFinal(review.timestamp())) {
      // After the last tick nothing would ever release a review.
      boolean mustLoad = timeline.isAtItsEnd();
      assignment = roleModels.of(timeline.at(review.timestamp()), review.reviewId(), mustLoad);
    }
    if (assignment == null) {
      held.add(review);
      return;
    }
    ScoredVersions.Known known = versions.known(review.reviewId());
    // A watermark on its way may forget the version: then that is decided when the score is there.
    if (known.isRepeat(review) && !underWay.hasWatermarks()) {
      scoreMetrics.repeated();
    } else {
      submit(review, assignment, known.isNothing());
    }
  }

  @Override
  public void processElement2(StreamRecord<GateMessage> element) throws Exception {
    GateMessage message = element.getValue();
    SubtaskModels known = requireNonNull(models);
    Decision decision = message.decision();
    if (decision != null) {
      timeline.add(decision);
      known.prepare(decision);
      return;
    }
    timeline.settle(message.finalUntil());
    underWay.await(
        held.release(timeline, roleModels, (review, models) -> submit(review, models, false)));
    passWatermarks();
    Roles present = timeline.at(message.clock());
    if (present != null) {
      known.announce(present, timeline.isAtItsEnd());
    }
    for (ModelStatus status : known.news()) {
      output.collect(STATUS, new StreamRecord<>(status));
    }
  }

  /** May have others come out first and watermarks go by, and so may change the current key. */
  private void submit(EncodedReview review, Assignment assignment, boolean unknown)
      throws Exception {
    boolean isNew = underWay.enter(review.reviewId()) && unknown;
    ScoringThreads threads = requireNonNull(scoring);
    while (threads.isFull()) {
      emit(threads.await());
    }
    threads.add(new InFlight(review, assignment, isNew));
  }

  private void emitFinished() throws Exception {
    if (scoring == null) {
      return;
    }
    for (Batch done = scoring.poll(); done != null; done = scoring.poll()) {
      emit(done);
    }
  }

  /** Emits all that is under way. */
  private void drain() throws Exception {
    while (scoring != null && !scoring.isEmpty()) {
      emit(scoring.await());
    }
  }

  private void emit(Batch batch) throws Exception {
    if (batch.isBeside) {
      emitBeside(batch.reviews);
    } else {
      emitEvents(batch.reviews);
    }
  }

  private void emitEvents(List<InFlight> reviews) throws Exception {
    boolean noWatermarks = !underWay.hasWatermarks();
    long start = System.nanoTime();
    for (InFlight review : reviews) {
      setCurrentKey(review.review.reviewId());
      SentimentEvent event = events.event(review);
      if (event != null) {
        output.collect(new StreamRecord<>(event, event.timestamp()));
      }
      underWay.leave(review);
      passWatermarks();
    }
    ScoringThreads threads = requireNonNull(scoring);
    if (noWatermarks) {
      threads.emitted((System.nanoTime() - start) / reviews.size());
    }
    threads.scoreBeside(reviews);
  }

  private void emitBeside(List<InFlight> reviews) throws Exception {
    for (InFlight review : reviews) {
      long timestamp = review.review.timestamp();
      events.beside(
          review, beside -> output.collect(BESIDE, new StreamRecord<>(beside, timestamp)));
      underWay.leaveBeside();
      passWatermarks();
    }
  }

  private void passWatermarks() throws Exception {
    for (Watermark mark = underWay.next(); mark != null; mark = underWay.next()) {
      versions.onWatermark(mark.getTimestamp());
    }
    for (Watermark mark = underWay.nextOut(); mark != null; mark = underWay.nextOut()) {
      super.processWatermark(mark);
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    versions.clear(timer.getKey());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("there are no timers of this time");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    underWay.add(mark);
    passWatermarks();
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    drain();
    super.processWatermarkStatus(status, index);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void endInput(int inputId) throws Exception {
    drain();
  }

  @Override
  public void close() throws Exception {
    if (scoring != null) {
      scoring.close();
      scoring = null;
    }
    if (models != null) {
      models.close();
      models = null;
    }
    super.close();
  }
}
