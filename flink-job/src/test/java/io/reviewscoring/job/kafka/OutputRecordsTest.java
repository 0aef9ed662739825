package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.MostDifferent;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OutputRecordsTest {
  static final KafkaSinkContext NO_CONTEXT =
      new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
          return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
          return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
          return new int[] {0};
        }
      };

  @Test
  void recordsCarryNoTimestampSoThatTheBrokerStampsThemWhenTheyAreAppended() {
    OutputRecords<String> records =
        new OutputRecords<>(
            "topic", text -> text.getBytes(UTF_8), text -> text.getBytes(UTF_8), null);

    ProducerRecord<byte[], byte[]> record = records.serialize("a", NO_CONTEXT, 1L);

    assertThat(record.timestamp()).isNull();
    assertThat(record.partition()).isNull();
    assertThat(record.key()).asString(UTF_8).isEqualTo("a");
  }

  @Test
  void anAggregateIsKeyedByProductAndWindow() {
    Aggregate aggregate =
        new Aggregate(
            "p", 60_000, 120_000, 1, 1, 0, 0, 1, 1, 1, List.of(), Map.of(), Map.of(), 1, false);

    assertThat(RecordKeys.of(aggregate)).asString(UTF_8).isEqualTo("p|1970-01-01T00:01:00Z");
  }

  private static Comparison late(String reviewId) {
    return new Comparison(
        new ModelPair("e", "v1", "v2", "shadow"),
        60_000,
        120_000,
        1,
        0.5,
        0.5,
        0.5,
        List.of(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L),
        0,
        0,
        1,
        List.of(new MostDifferent(reviewId, 0.5)),
        0,
        false,
        true);
  }

  @Test
  void lateComparisonsAreToBeAddedAndSoNoneTakesThePlaceOfAnother() {
    assertThat(RecordKeys.of(late("r1")))
        .asString(UTF_8)
        .matches("e\\|v1\\|v2\\|shadow\\|1970-01-01T00:01:00Z\\|late\\|[0-9a-f]{16}");
    assertThat(RecordKeys.of(late("r1")))
        .isEqualTo(RecordKeys.of(late("r1")))
        .isNotEqualTo(RecordKeys.of(late("r2")));
  }

  @Test
  void sinksTravelToTheCluster() throws Exception {
    JobConfig config = JobConfig.parse("--bootstrap.servers=localhost:9092");
    var sinks = new KafkaEndpoints(config).sinks();

    assertThat(InstantiationUtil.isSerializable(sinks.sentiment())).isTrue();
    assertThat(InstantiationUtil.isSerializable(sinks.deadLetters())).isTrue();
    assertThat(InstantiationUtil.isSerializable(new ControlTopic(config))).isTrue();
  }
}
