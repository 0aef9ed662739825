package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * The operator around {@link ScoreFunction}: between the function's decision which model scores a
 * review and the event, the review goes through {@link ScoringThreads}, side by side with others.
 * Events are stamped with their reviews' event time.
 *
 * <p>Nothing stays under way across a barrier, a change of idleness or the end of input: the state
 * of a checkpoint and the events before its barrier are those of an operator that scores each
 * review at once. A watermark queues behind the reviews that came before it, and so does what it
 * does to the state: meanwhile others are scored. No review waits for others to come: a mail
 * fetches its score as soon as it is there.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class ScoreOperator
    extends CoBroadcastWithKeyedOperator<String, EncodedReview, GateMessage, SentimentEvent>
    implements BoundedMultiInput {
  private static final long serialVersionUID = 1;

  /** Which models each subtask scores with, or can't. */
  public static final OutputTag<ModelStatus> STATUS =
      new OutputTag<>("score-status", TypeInformation.of(ModelStatus.class));

  /** The name under which the superclass opens its timer service. */
  private static final String TIMERS = "user-timers";

  /** How many reviews are scored together at most. */
  public static final int BATCH = 64;

  private final ScoreFunction function;
  private final int batch;

  private transient MailboxExecutor mailbox;
  private transient @Nullable ScoringThreads scoring;
  private transient AtomicBoolean mailed;

  /** Watermarks that have to wait for reviews, in order. */
  private transient Deque<QueuedWatermark> watermarks;

  private transient long submitted;
  private transient long emitted;

  /**
   * A watermark in its place.
   *
   * @param behind how many reviews were submitted before it
   */
  private record QueuedWatermark(Watermark mark, long behind) {}

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
    this(new ScoreFunction(settings, scorers), batch);
  }

  private ScoreOperator(ScoreFunction function, int batch) {
    super(function, List.of(ScoreFunction.TIMELINE, ScoreFunction.FINAL_UNTIL));
    this.function = function;
    this.batch = batch;
  }

  @Override
  public void open() throws Exception {
    mailbox =
        getContainingTask()
            .getMailboxExecutorFactory()
            .createExecutor(getOperatorConfig().getChainIndex());
    mailed = new AtomicBoolean();
    watermarks = new ArrayDeque<>();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int threads = ScoringThreads.suitable(task.getNumberOfParallelSubtasks());
    ScoringThreads started =
        new ScoringThreads(task.getIndexOfThisSubtask(), threads, batch, this::mail);
    scoring = started;
    function.scoreBy(threads, review -> submit(review, started));
    super.open();
    InternalTimerService<VoidNamespace> timers =
        getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    function.forgetBy(
        time -> timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time),
        () -> !watermarks.isEmpty());
  }

  private void submit(InFlight review, ScoringThreads threads) throws Exception {
    while (threads.isFull()) {
      emit(threads.await());
    }
    threads.add(review);
    submitted++;
  }

  /** Has the task thread fetch scores, which may wait for input; on a scoring thread. */
  private void mail() {
    if (mailed.compareAndSet(false, true)) {
      try {
        mailbox.execute(this::emitFinished, "emit scored reviews");
      } catch (RejectedExecutionException e) {
        // The task is ending; if it needs the scores, it waits for them.
      }
    }
  }

  private void emitFinished() throws Exception {
    mailed.set(false);
    if (scoring == null) {
      return;
    }
    List<InFlight> reviews = scoring.poll();
    while (!reviews.isEmpty()) {
      emit(reviews);
      reviews = scoring.poll();
    }
  }

  /** Emits all that is under way. */
  private void drain() throws Exception {
    while (scoring != null && !scoring.isEmpty()) {
      emit(scoring.await());
    }
  }

  private void emit(List<InFlight> reviews) throws Exception {
    boolean noTimers = watermarks.isEmpty();
    long start = System.nanoTime();
    for (InFlight review : reviews) {
      setCurrentKey(review.review.reviewId());
      SentimentEvent event = function.scored(review);
      if (event != null) {
        output.collect(new StreamRecord<>(event, event.timestamp()));
      }
      emitted++;
      QueuedWatermark next = watermarks.peek();
      while (next != null && next.behind == emitted) {
        super.processWatermark(next.mark);
        watermarks.remove();
        next = watermarks.peek();
      }
    }
    if (noTimers && scoring != null) {
      scoring.emitted((System.nanoTime() - start) / reviews.size());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (emitted == submitted) {
      super.processWatermark(mark);
    } else {
      watermarks.add(new QueuedWatermark(mark, submitted));
    }
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
    super.close();
  }
}
