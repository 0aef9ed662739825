package io.reviewscoring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FeedCommandIT {
  @TempDir Path directory;

  @Test
  void sampleReviewsReachAllPartitions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine feed =
          OneLineErrors.in(new CommandLine(new FeedCommand()))
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err));
      String[] options = {
        "--bootstrap-servers=" + broker.bootstrapServers(),
        "--reviews-topic=fed-reviews",
        "--rate=1000",
        "--count=42"
      };
      assertThat(feed.execute(options)).isEqualTo(2);
      assertThat(err.toString()).contains("missing topic: fed-reviews").hasLineCount(1);
      new Topics(
              JobConfig.parse(
                  "--bootstrap.servers=" + broker.bootstrapServers(),
                  "--reviews.topic=fed-reviews"))
          .create(4);

      assertThat(feed.execute(options)).as(err.toString()).isZero();

      assertThat(out.toString()).contains("sent 42 records");
      var settings = ClientSettings.consumer(broker.bootstrapServers(), Map.of());
      List<TopicPartition> partitions =
          IntStream.range(0, 4).mapToObj(i -> new TopicPartition("fed-reviews", i)).toList();
      try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
        assertThat(consumer.endOffsets(partitions).values())
            .containsExactlyInAnyOrder(11L, 11L, 10L, 10L);
      }
    }
  }
}
