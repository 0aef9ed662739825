package io.reviewscoring.job.kafka;

import static io.reviewscoring.job.kafka.OutputRecordsTest.NO_CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.DeadLetter;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class LongReasonTest {
  private static final String FACE = "\uD83D\uDE00";

  @Test
  void aReasonOfAnyLengthFitsWithTheLongestNames() throws Exception {
    int limit = (int) RecordLimit.NEEDED;
    JobConfig config =
        JobConfig.parse("--bootstrap.servers=localhost:9092", "--job.name=" + "j".repeat(200));
    DeadLetter letter =
        new DeadLetter(
            new byte[5],
            new byte[limit],
            List.of(),
            "t".repeat(249),
            3,
            42,
            "parse",
            "bad-timestamp",
            FACE.repeat(limit),
            7,
            null,
            null);

    ProducerRecord<byte[], byte[]> record =
        new DeadLetterRecords(config, "run").within(limit).serialize(letter, NO_CONTEXT, null);

    assertThat(kafkasSize(record)).isBetween(limit - 300, limit);
    assertThat(DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE))
        .isEqualTo(FACE.repeat(500) + "…");
    assertThat(DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.TRUNCATED))
        .isEqualTo("value");
  }

  /** As Kafka itself counts it. */
  static int kafkasSize(ProducerRecord<byte[], byte[]> record) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        record.key(),
        record.value(),
        record.headers().toArray());
  }
}
