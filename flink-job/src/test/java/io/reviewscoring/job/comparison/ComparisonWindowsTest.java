package io.reviewscoring.job.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.MostDifferent;
import io.reviewscoring.job.message.ScoredBeside;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of 100 ms, 50 ms allowed lateness, early results every 10 ms of processing time. */
@SuppressWarnings("NullAway.Init")
class ComparisonWindowsTest {
  private static final Duration SIZE = Duration.ofMillis(100);
  private static final ModelPair PAIR = new ModelPair("e", "first", "second", "shadow");

  private OneInputStreamOperatorTestHarness<ScoredBeside, WindowPart> adding;
  private KeyedOneInputStreamOperatorTestHarness<ModelPair, WindowPart, Comparison> windows;

  @BeforeEach
  void open() throws Exception {
    adding = new OneInputStreamOperatorTestHarness<>(new PartOperator(SIZE));
    adding.open();
    var part = new WindowPart(PAIR, 0, new Differences());
    var stream =
        ComparisonWindows.windows(
            StreamExecutionEnvironment.getExecutionEnvironment()
                .fromData(ComparisonWindows.PART, part),
            SIZE,
            Duration.ofMillis(50),
            Duration.ofMillis(10));
    @SuppressWarnings("unchecked")
    var operator =
        ((OneInputTransformation<WindowPart, Comparison>) stream.getTransformation()).getOperator();
    windows =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, WindowPart::pair, TypeInformation.of(ModelPair.class));
    windows.setProcessingTime(0);
    windows.open();
  }

  @AfterEach
  void close() throws Exception {
    adding.close();
    windows.close();
  }

  private void scored(String id, long timestamp, float score, float other) throws Exception {
    adding.processElement(
        new StreamRecord<>(ScoredPairs.pair(id, timestamp, score, other), timestamp));
  }

  /** What was added up goes on to the windows, and then the watermark. */
  private void watermark(long time) throws Exception {
    adding.processWatermark(new Watermark(time));
    for (WindowPart part : adding.extractOutputValues()) {
      windows.processElement(new StreamRecord<>(part, part.windowStart()));
    }
    adding.getOutput().clear();
    windows.processWatermark(new Watermark(time));
  }

  @Test
  void aComparisonSaysHowTwoModelsDiffer() throws Exception {
    scored("a", 10, 0.75f, 0.25f);
    scored("b", 20, 0.75f, 1);
    scored("c", 110, 0.5f, 0.5f);
    watermark(149);

    assertThat(windows.extractOutputValues())
        .containsExactly(
            new Comparison(
                PAIR,
                0,
                100,
                2,
                0.375,
                -0.125,
                0.5,
                List.of(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L),
                1,
                WilsonInterval.of(1, 2).from(),
                WilsonInterval.of(1, 2).to(),
                List.of(new MostDifferent("a", -0.5), new MostDifferent("b", 0.25)),
                1,
                true,
                false));
  }

  @Test
  void eachResultReplacesTheOneBeforeAndWhatComesAfterTheLastIsToldAsLate() throws Exception {
    scored("a", 10, 0.75f, 0.25f);
    watermark(99);
    scored("b", 20, 0.75f, 1); // late, but within the allowed lateness
    watermark(149);
    scored("c", 30, 0.75f, 1);
    watermark(160);

    assertThat(windows.extractOutputValues())
        .extracting(Comparison::revision, Comparison::count, Comparison::isFinal)
        .containsExactly(tuple(1L, 1L, false), tuple(2L, 2L, true));
    assertThat(windows.getSideOutput(ComparisonWindows.LATE))
        .extracting(each -> ComparisonRevisions.late(each.getValue(), SIZE))
        .extracting(Comparison::count, Comparison::isLate, Comparison::windowEnd)
        .containsExactly(tuple(1L, true, 100L));
    assertThat(windows.numKeyedStateEntries()).isZero();
  }

  @Test
  void nothingIsLeftBehindABarrierOrTheEnd() throws Exception {
    scored("a", 10, 0.75f, 0.25f);
    scored("b", 11, 0.75f, 0.25f);
    adding.prepareSnapshotPreBarrier(1);
    assertThat(adding.extractOutputValues()).hasSize(1);
    scored("c", 12, 0.75f, 0.25f);
    adding.endInput();
    assertThat(adding.extractOutputValues())
        .extracting(each -> each.differences().count)
        .containsExactly(2L, 1L);
  }

  @Test
  void manyWindowsOfABoundedRunDoNotWaitForItsOnlyWatermark() throws Exception {
    for (int window = 0; window < 2_500; window++) {
      scored("a", window * 100L, 0.75f, 0.25f);
    }
    assertThat(adding.extractOutputValues()).hasSize(2_000);
  }
}
