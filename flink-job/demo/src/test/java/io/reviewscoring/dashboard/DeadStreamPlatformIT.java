package io.reviewscoring.dashboard;

import static io.reviewscoring.dashboard.Browser.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says when nothing comes any more. */
class DeadStreamPlatformIT {
  @TempDir Path directory;

  private static void write(JobConfig config, String reviewId) throws Exception {
    long now = System.currentTimeMillis();
    var event =
        new SentimentEvent(
            reviewId,
            "film-1",
            now,
            0.9f,
            Label.POSITIVE,
            null,
            4,
            4,
            false,
            "m-1",
            "00",
            null,
            null,
            null,
            new SourceCoordinates("reviews", 0, 0, now));
    var settings = ClientSettings.producer(config.bootstrapServers(), Map.of());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      byte[] key = reviewId.getBytes(UTF_8);
      producer.send(new ProducerRecord<>(config.sentimentTopic(), key, Messages.json(event))).get();
    }
  }

  private static void saysState(Browser browser, String state, String words) throws Exception {
    eventually(
        () -> {
          assertThat(browser.find("#banner").getDomAttribute("data-state")).isEqualTo(state);
          assertThat(browser.find("#banner").isDisplayed()).isEqualTo(!state.equals("FLOWING"));
          assertThat(browser.text("#banner")).contains(words);
        });
  }

  @Test
  void missingTopicsSilenceAnAbsentBrokerAndAnAbsentServerAreSaid() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
        Browser browser = Browser.start()) {
      JobConfig config = JobConfig.parse("--bootstrap.servers=" + broker.bootstrapServers());
      Dashboard dashboard = Dashboard.start(config, "127.0.0.1", 0);
      URI page = dashboard.address();
      browser.open(page, 900, 700, "light");
      saysState(browser, "TOPICS_MISSING", "review-sentiment");

      assertThat(new Topics(config).create(2)).isNotEmpty();
      saysState(browser, "SILENT", "No review has been scored in the last minutes");

      write(config, "r-1");
      saysState(browser, "FLOWING", "");
      eventually(
          () -> {
            assertThat(browser.text("#newest")).contains("r-1", "4 of 4 tokens known");
            assertThat(browser.text("#newest-note")).contains("carries no texts");
          });

      saysState(browser, "SILENT", "No review has been scored since ");
      assertThat(browser.text("#announcer")).contains("silent");

      broker.kill();
      saysState(browser, "BROKER_AWAY", "no Kafka broker answers at " + broker.bootstrapServers());
      assertThat(browser.text("#newest")).as("what was seen stays").contains("r-1");

      broker.restart();
      saysState(browser, "SILENT", "No review has been scored since ");
      write(config, "r-2");
      eventually(() -> assertThat(browser.text("#reviews-total")).isEqualTo("2"));
      saysState(browser, "FLOWING", "");

      dashboard.close();
      saysState(browser, "SERVER_AWAY", "does not answer since ");

      try (Dashboard again = Dashboard.start(config, "127.0.0.1", page.getPort())) {
        assertThat(again.address()).isEqualTo(page);
        eventually(() -> assertThat(browser.text("#pill-text")).isIn("Live", "Silent"));
        eventually(() -> assertThat(browser.text("#reviews-total")).isEqualTo("2"));
      }
    }
  }
}
