package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Aggregate;
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

  @Test
  void sinksTravelToTheCluster() throws Exception {
    JobConfig config = JobConfig.parse("--bootstrap.servers=localhost:9092");
    var sinks = new KafkaEndpoints(config).sinks();

    assertThat(InstantiationUtil.isSerializable(sinks.sentiment())).isTrue();
    assertThat(InstantiationUtil.isSerializable(sinks.deadLetters())).isTrue();
    assertThat(InstantiationUtil.isSerializable(new ControlTopic(config))).isTrue();
  }
}
