package io.reviewscoring.job.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of 100 ms, 50 ms allowed lateness, early results every 10 ms of processing time. */
@SuppressWarnings("NullAway.Init")
class ProductWindowsTest {
  private KeyedOneInputStreamOperatorTestHarness<String, Rating, Aggregate> harness;

  @BeforeEach
  void open() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    var windows =
        ProductWindows.over(
            env.fromData(event("p", 0, 0.5f)),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofMillis(10));
    @SuppressWarnings("unchecked")
    var operator =
        ((OneInputTransformation<Rating, Aggregate>) windows.getTransformation()).getOperator();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(operator, Rating::productId, Types.STRING);
    harness.setProcessingTime(0);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void eachResultReplacesTheOneBeforeAndTheLastOneIsFinal() throws Exception {
    send("p", 10, 0.9f);
    harness.setProcessingTime(10);
    send("p", 20, 0.1f);
    harness.processWatermark(99);
    send("p", 30, 0.5f); // late, but within the allowed lateness
    harness.processWatermark(149);

    assertThat(results())
        .extracting(Aggregate::revision, Aggregate::count, Aggregate::isFinal)
        .containsExactly(tuple(1L, 1L, false), tuple(2L, 2L, false), tuple(3L, 3L, true));
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void aWatermarkThatLeapsGivesOneResultTheFinalOne() throws Exception {
    send("p", 10, 0.9f);
    harness.processWatermark(Long.MAX_VALUE);
    assertThat(results()).singleElement().satisfies(last -> assertThat(last.isFinal()).isTrue());
  }

  @Test
  void anEventAfterTheLastResultGoesToTheLateOnes() throws Exception {
    harness.processWatermark(149);
    send("p", 99, 0.9f);
    assertThat(results()).isEmpty();
    assertThat(harness.getSideOutput(ProductWindows.LATE)).hasSize(1);
  }

  @Test
  void theOrderOfTheEventsDoesNotMatter() throws Exception {
    List<Float> scores = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      scores.add(random.nextFloat());
    }
    for (String product : List.of("a", "b", "c")) {
      Collections.shuffle(scores, random);
      for (float score : scores) {
        send(product, 50, score);
      }
    }
    harness.processWatermark(Long.MAX_VALUE);
    assertThat(results()).hasSize(3);
    assertThat(results())
        .extracting(Aggregate::meanScore)
        .containsOnly(results().get(0).meanScore());
    assertThat(results().get(0).meanScore())
        .isCloseTo(
            scores.stream().mapToDouble(Float::doubleValue).average().orElseThrow(), within(1e-9));
  }

  @Test
  void anAggregateSaysHowManyOfWhichLabelModelAndTenthThereWere() throws Exception {
    send("p", 1, 0f);
    send("p", 2, 0.55f);
    send("p", 3, 1f);
    harness.processWatermark(Long.MAX_VALUE);
    Aggregate last = results().get(0);
    assertThat(last.windowStart()).isZero();
    assertThat(last.windowEnd()).isEqualTo(100);
    assertThat(List.of(last.positive(), last.negative(), last.uncertain()))
        .containsExactly(1L, 1L, 1L);
    assertThat(last.histogram()).containsExactly(1L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 1L);
    assertThat(last.models()).isEqualTo(Map.of("v1", 3L));
    assertThat(last.minScore()).isZero();
    assertThat(last.maxScore()).isEqualTo(1f);
  }

  private void send(String product, long timestamp, float score) throws Exception {
    harness.processElement(
        new StreamRecord<>(Rating.of(event(product, timestamp, score)), timestamp));
  }

  private static SentimentEvent event(String product, long timestamp, float score) {
    Label label = score < 0.4f ? Label.NEGATIVE : score >= 0.6f ? Label.POSITIVE : Label.UNCERTAIN;
    return new SentimentEvent(
        "r",
        product,
        timestamp,
        score,
        label,
        null,
        3,
        3,
        false,
        "v1",
        "00",
        null,
        null,
        null,
        new SourceCoordinates("reviews", 0, timestamp, timestamp));
  }

  private List<Aggregate> results() {
    return harness.extractOutputValues();
  }
}
