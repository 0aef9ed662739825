package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.job.timeline.Timeline;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Gives each review the model in force at the review's own event time, and makes the event of what
 * the model says. In between the {@link ScoreOperator} has it scored.
 *
 * <p>Broadcast state holds the timeline and the last tick; keyed state, by review id, the versions
 * that were scored and the reviews that are held: those later than the last tick, and those whose
 * model can't be loaded at present. A tick releases them.
 */
@SuppressWarnings("NullAway.Init") // the operator calls scoreBy, open and forgetBy before all else
final class ScoreFunction
    extends KeyedBroadcastProcessFunction<String, EncodedReview, GateMessage, SentimentEvent> {
  private static final long serialVersionUID = 1;

  /** Broadcast state: decisions by their instant. */
  static final MapStateDescriptor<Long, Decision> TIMELINE =
      new MapStateDescriptor<>("timeline", Types.LONG, TypeInformation.of(Decision.class));

  /** Broadcast state: the last tick, under the key 0. */
  static final MapStateDescriptor<Integer, Long> FINAL_UNTIL =
      new MapStateDescriptor<>("final-until", Types.INT, Types.LONG);

  private static final ListStateDescriptor<EncodedReview> HELD =
      new ListStateDescriptor<>("held", TypeInformation.of(EncodedReview.class));
  private static final MapStateDescriptor<Version, Float> VERSIONS =
      new MapStateDescriptor<>("versions", TypeInformation.of(Version.class), Types.FLOAT);
  private static final int TICK = 0;

  private final ScoreSettings settings;
  private final SerializableFunction<ScoringModel, TextBatchScorer> scorers;

  private transient ListState<EncodedReview> held;
  private transient MapState<Version, Float> versions;
  private transient SubtaskModels models;
  private transient ScoreMetrics metrics;

  /** Copies of the broadcast state, once they were read. */
  private transient boolean remembered;

  private transient Timeline timeline;
  private transient long finalUntil;

  /** The earliest held review's timestamp; after a restore not known, hence the earliest of all. */
  private transient long earliestHeld;

  private transient int threads;
  private transient ThrowingConsumer<InFlight, Exception> scoring;
  private transient LongConsumer timer;
  private transient BooleanSupplier watermarkQueues;

  /**
   * @param scorers gives a scoring thread its scorer of a model
   */
  ScoreFunction(
      ScoreSettings settings, SerializableFunction<ScoringModel, TextBatchScorer> scorers) {
    this.settings = settings;
    this.scorers = scorers;
  }

  /**
   * Says where reviews are scored, before {@link #open}.
   *
   * @param threads that score
   * @param scoring takes a review and gives it to {@link #scored} later; may have others come out
   *     and watermarks go by first, and so may change the current key
   */
  void scoreBy(int threads, ThrowingConsumer<InFlight, Exception> scoring) {
    this.threads = threads;
    this.scoring = scoring;
  }

  /**
   * Says how time passes for versions, after {@link #open}.
   *
   * @param timer registers an event-time timer under the current key
   * @param watermarkQueues whether a watermark that came before the present element has yet to pass
   */
  void forgetBy(LongConsumer timer, BooleanSupplier watermarkQueues) {
    this.timer = timer;
    this.watermarkQueues = watermarkQueues;
  }

  @Override
  public void open(OpenContext context) {
    held = getRuntimeContext().getListState(HELD);
    timeline = new Timeline();
    versions = getRuntimeContext().getMapState(VERSIONS);
    metrics = new ScoreMetrics(getRuntimeContext().getMetricGroup(), Clock.systemUTC());
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    models = new SubtaskModels(settings, scorers, threads, subtask, metrics);
    earliestHeld = Long.MIN_VALUE;
    LoggerFactory.getLogger(ScoreFunction.class)
        .info("Scoring with the {} engine", Engine.best().label());
  }

  @Override
  public void processElement(
      EncodedReview review, ReadOnlyContext context, Collector<SentimentEvent> out)
      throws Exception {
    if (!remembered) {
      remember(
          context.getBroadcastState(TIMELINE), context.getBroadcastState(FINAL_UNTIL).get(TICK));
    }
    ReadyModel model = modelFor(review);
    if (model == null) {
      held.add(review);
      earliestHeld = Math.min(earliestHeld, review.timestamp());
      return;
    }
    Version version = Version.of(review);
    // A watermark on its way may forget the version: then that is decided when the score is there.
    if (!watermarkQueues.getAsBoolean() && versions.contains(version)) {
      metrics.repeated();
    } else {
      scoring.accept(new InFlight(review, version, model));
    }
  }

  @Override
  public void processBroadcastElement(
      GateMessage message, Context context, Collector<SentimentEvent> out) throws Exception {
    BroadcastState<Long, Decision> decisions = context.getBroadcastState(TIMELINE);
    BroadcastState<Integer, Long> tick = context.getBroadcastState(FINAL_UNTIL);
    if (!remembered) {
      remember(decisions, tick.get(TICK));
    }
    Decision decision = message.decision();
    if (decision != null) {
      decisions.put(decision.effectiveFrom(), decision);
      timeline.add(decision);
      models.prepare(decision);
      return;
    }
    finalUntil = message.finalUntil();
    tick.put(TICK, finalUntil);
    if (finalUntil >= earliestHeld) {
      release(context);
    }
    Decision inForce = timeline.inForce(message.clock());
    if (inForce != null) {
      models.announce(inForce, finalUntil == GateMessage.END_OF_TIME);
    }
    for (ModelStatus status : models.news()) {
      context.output(ScoreOperator.STATUS, status);
    }
  }

  private void release(Context context) throws Exception {
    earliestHeld = Long.MAX_VALUE;
    context.applyToKeyedState(
        HELD,
        (key, reviews) -> {
          List<EncodedReview> staying = new ArrayList<>();
          List<InFlight> going = new ArrayList<>();
          for (EncodedReview review : reviews.get()) {
            ReadyModel model = modelFor(review);
            if (model == null) {
              staying.add(review);
              earliestHeld = Math.min(earliestHeld, review.timestamp());
            } else {
              going.add(new InFlight(review, Version.of(review), model));
            }
          }
          if (staying.isEmpty()) {
            reviews.clear();
          } else {
            reviews.update(staying);
          }
          // Last, since the key may be another one afterwards.
          for (InFlight review : going) {
            scoring.accept(review);
          }
        });
  }

  /** The model that a review is to be scored with; null if the review has to wait. */
  private @Nullable ReadyModel modelFor(EncodedReview review) {
    if (timeline.isEmpty() || review.timestamp() > finalUntil) {
      return null;
    }
    // After the last tick nothing would ever release a review.
    boolean mustLoad = finalUntil == GateMessage.END_OF_TIME;
    return models.ready(timeline.inForce(review.timestamp()), mustLoad);
  }

  /**
   * The event of a scored review, whose id must be the current key.
   *
   * @return null if it turns out to be a repeat
   */
  @Nullable SentimentEvent scored(InFlight scored) throws Exception {
    if (versions.contains(scored.version)) {
      metrics.repeated();
      return null;
    }
    Float previous = null;
    long latest = Long.MIN_VALUE;
    for (Map.Entry<Version, Float> earlier : versions.entries()) {
      if (earlier.getKey().timestamp() >= latest) {
        latest = earlier.getKey().timestamp();
        previous = earlier.getValue();
      }
    }
    if (previous != null) {
      metrics.edited();
    }
    SentimentEvent event = scored.model.event(scored, previous);
    versions.put(scored.version, event.score());
    timer.accept(scored.version.timestamp() + settings.repeatHorizon().toMillis());
    return event;
  }

  /** Forgets the versions whose horizon has passed. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SentimentEvent> out)
      throws Exception {
    long horizon = settings.repeatHorizon().toMillis();
    var each = versions.iterator();
    while (each.hasNext()) {
      if (each.next().getKey().timestamp() + horizon <= timestamp) {
        each.remove();
      }
    }
    if (versions.isEmpty()) {
      versions.clear(); // an empty map still takes its place in memory
    }
  }

  private void remember(ReadOnlyBroadcastState<Long, Decision> decisions, @Nullable Long tick)
      throws Exception {
    remembered = true;
    for (Map.Entry<Long, Decision> entry : decisions.immutableEntries()) {
      timeline.add(entry.getValue());
    }
    finalUntil = tick == null ? GateMessage.NEVER : tick;
    timeline.inForceAndLater(finalUntil).forEach(models::prepare);
  }

  @Override
  public void close() throws Exception {
    if (models != null) {
      models.close();
    }
    super.close();
  }
}
