package io.reviewscoring.job.graph;

import io.reviewscoring.job.aggregate.LateFunction;
import io.reviewscoring.job.aggregate.ProductWindows;
import io.reviewscoring.job.comparison.ComparisonWindows;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.AllowedStores;
import io.reviewscoring.job.control.GateSettings;
import io.reviewscoring.job.control.ModelGate;
import io.reviewscoring.job.encode.EncodeFunction;
import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.EncodedReviewSerializer;
import io.reviewscoring.job.message.HandWritten;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.parse.ParseFunction;
import io.reviewscoring.job.parse.ReviewWatermarks;
import io.reviewscoring.job.score.ReviewIdSerializer;
import io.reviewscoring.job.score.ScoreOperator;
import io.reviewscoring.job.score.ScoreSettings;
import io.reviewscoring.job.timeline.GateMessage;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * The way of a review, from the sources to the sinks.
 *
 * <pre>
 * reviews ─ parse ─ encode ─ keyBy(reviewId) ─ score ─┬─ sentiment events
 *              │                                ▲     ├─ keyBy(productId) ─ window ─ aggregates
 *              └─ dead letters                  │     └─ keyBy(models) ─ window ─ comparisons
 *                                               │ broadcast: decisions and ticks
 * control ─ model gate (parallelism 1) ─────────┴─ model status
 * </pre>
 */
public final class ReviewScoringGraph {
  private ReviewScoringGraph() {}

  /** Adds the whole job to an environment. Each operator's uid is its name; state hangs on it. */
  public static Streams define(
      StreamExecutionEnvironment env, JobConfig config, Sources sources, Sinks sinks) {
    return define(env, config, sources, sinks, new ScoreOperator(scoreSettings(config)));
  }

  /** The same with an operator that scores in another way. */
  public static Streams define(
      StreamExecutionEnvironment env,
      JobConfig config,
      Sources sources,
      Sinks sinks,
      ScoreOperator scorer) {
    WatermarkStrategy<Parsed> eventTime =
        sources.reviews().getBoundedness() == Boundedness.BOUNDED
            ? ReviewWatermarks.bounded()
            : ReviewWatermarks.live(config.outOfOrderness(), config.idleTimeout());
    SingleOutputStreamOperator<Parsed> read =
        env.fromSource(sources.reviews(), eventTime, "reviews", TypeInformation.of(Parsed.class))
            .uid("reviews");

    SingleOutputStreamOperator<Review> reviews =
        read.process(new ParseFunction(sources.range()))
            .returns(Review.class)
            .name("parse")
            .uid("parse");

    SingleOutputStreamOperator<EncodedReview> encoded =
        reviews
            .map(new EncodeFunction(config.encodeMaxTokens(), config.outputIncludeText()))
            .returns(new HandWritten<>(EncodedReview.class, new EncodedReviewSerializer()))
            .name("encode")
            .uid("encode");

    SingleOutputStreamOperator<GateMessage> decisions =
        env.fromSource(sources.control(), WatermarkStrategy.noWatermarks(), "control")
            .uid("control")
            .setParallelism(1)
            .transform(
                "model gate",
                TypeInformation.of(GateMessage.class),
                new ModelGate(gateSettings(config), sources.controlLog()))
            .uid("model gate")
            .setParallelism(1)
            .setMaxParallelism(1);

    SingleOutputStreamOperator<SentimentEvent> events = score(encoded, decisions, scorer);

    SingleOutputStreamOperator<Aggregate> aggregates =
        ProductWindows.over(
                events,
                config.windowSize(),
                config.windowAllowedLateness(),
                config.windowEarlyInterval())
            .name("window")
            .uid("window");

    DataStream<ScoredBeside> beside = events.getSideOutput(ScoreOperator.BESIDE);
    DataStream<Comparison> comparisons =
        ComparisonWindows.over(
            beside,
            config.windowSize(),
            config.windowAllowedLateness(),
            config.windowEarlyInterval());

    outgoing(events, beside, config)
        .sinkTo(sinks.sentiment())
        .name("sentiment events")
        .uid("sentiment events");
    comparisons
        .sinkTo(sinks.comparisons())
        .name("comparisons")
        .uid("comparisons")
        .setParallelism(1);
    aggregates.sinkTo(sinks.aggregates()).name("aggregates").uid("aggregates");
    reviews
        .getSideOutput(ParseFunction.DEAD_LETTERS)
        .union(
            aggregates
                .getSideOutput(ProductWindows.LATE)
                .map(new LateFunction())
                .returns(DeadLetter.class)
                .name("late")
                .uid("late"))
        .sinkTo(sinks.deadLetters())
        .name("dead letters")
        .uid("dead letters");
    decisions
        .getSideOutput(ModelGate.STATUS)
        .union(events.getSideOutput(ScoreOperator.STATUS))
        .sinkTo(sinks.modelStatus())
        .name("model status")
        .uid("model status")
        .setParallelism(1);
    return new Streams(read, events, aggregates, comparisons);
  }

  private static DataStream<SentimentEvent> outgoing(
      DataStream<SentimentEvent> events, DataStream<ScoredBeside> beside, JobConfig config) {
    return config.outputShadowEvents()
        ? events.union(
            beside
                .map(ScoredBeside::beside)
                .returns(SentimentEvent.class)
                .name("shadow events")
                .uid("shadow events"))
        : events;
  }

  /** The operator that scores, keyed by review. */
  private static SingleOutputStreamOperator<SentimentEvent> score(
      DataStream<EncodedReview> encoded,
      DataStream<GateMessage> decisions,
      ScoreOperator operator) {
    KeySelector<EncodedReview, String> byReview = EncodedReview::reviewId;
    SingleOutputStreamOperator<SentimentEvent> events =
        encoded
            .keyBy(byReview)
            .connect(decisions.broadcast())
            .transform("score", TypeInformation.of(SentimentEvent.class), operator)
            .uid("score");
    // Flink keys an operator of one's own only where both of its inputs are keyed.
    @SuppressWarnings("unchecked")
    var scoring =
        (TwoInputTransformation<EncodedReview, GateMessage, SentimentEvent>)
            events.getTransformation();
    scoring.setStateKeySelectors(byReview, null);
    scoring.setStateKeyType(ReviewIdSerializer.TYPE);
    return events;
  }

  /** How bundles are examined. */
  public static GateSettings gateSettings(JobConfig config) {
    return new GateSettings(
        config.model(),
        config.modelDirectory(),
        new AllowedStores(config.modelDirectory(), config.modelStores()),
        config.swapLead(),
        config.outOfOrderness(),
        config.tickInterval(),
        config.modelLoadTimeout(),
        config.modelRetryInterval(),
        config.modelRetryFor(),
        config.modelMaxBytes(),
        config.encodeMaxTokens());
  }

  /** How reviews are scored. */
  public static ScoreSettings scoreSettings(JobConfig config) {
    return new ScoreSettings(
        config.modelDirectory(),
        config.modelMaxBytes(),
        config.encodeMaxTokens(),
        config.modelLoadTimeout(),
        config.modelRetryInterval(),
        config.repeatHorizon(),
        config.heldMax(),
        config.outputEvidence(),
        config.outputEvidenceWords());
  }
}
