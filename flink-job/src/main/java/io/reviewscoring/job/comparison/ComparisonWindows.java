package io.reviewscoring.job.comparison;

import io.reviewscoring.job.aggregate.RevisionTrigger;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.HandWritten;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ScoredBeside;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.OutputTag;

/** How pairs of models differ, in the windows of the aggregates. */
public final class ComparisonWindows {
  static final TypeInformation<WindowPart> PART =
      new HandWritten<>(WindowPart.class, new WindowPartSerializer());
  private static final TypeInformation<Differences> DIFFERENCES =
      new HandWritten<>(Differences.class, new DifferencesSerializer());
  static final OutputTag<WindowPart> LATE = new OutputTag<>("late comparisons", PART);

  private ComparisonWindows() {}

  /** The comparisons; what came after a window's last result is told by late ones. */
  public static DataStream<Comparison> over(
      DataStream<ScoredBeside> scored,
      Duration size,
      Duration allowedLateness,
      Duration earlyInterval) {
    SingleOutputStreamOperator<Comparison> inTime =
        windows(
            scored
                .transform("compare", PART, new PartOperator(size))
                .name("compare")
                .uid("compare"),
            size,
            allowedLateness,
            earlyInterval);
    return inTime.union(
        inTime
            .getSideOutput(LATE)
            .map(part -> ComparisonRevisions.late(part, size))
            .returns(Comparison.class)
            .name("late comparisons")
            .uid("late comparisons")
            .setParallelism(1));
  }

  static SingleOutputStreamOperator<Comparison> windows(
      DataStream<WindowPart> parts,
      Duration size,
      Duration allowedLateness,
      Duration earlyInterval) {
    return parts
        .keyBy(WindowPart::pair, TypeInformation.of(ModelPair.class))
        .window(TumblingEventTimeWindows.of(size))
        .allowedLateness(allowedLateness)
        .trigger(new RevisionTrigger<>(earlyInterval, allowedLateness))
        .sideOutputLateData(LATE)
        .aggregate(
            new Adding(),
            new ComparisonRevisions(allowedLateness),
            DIFFERENCES,
            DIFFERENCES,
            TypeInformation.of(Comparison.class))
        .name("comparison window")
        .uid("comparison window")
        .setParallelism(1);
  }
}
