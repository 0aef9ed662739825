package io.reviewscoring.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Label;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;

class OldConfigurationTest {
  private static final Path FILE = Path.of("src/test/resources/config/0.1.0.properties");

  @Test
  void aFileWithAllOptionsOfTheFirstReleaseIsReadAsItWas() throws ConfigurationException {
    JobConfig config = JobConfig.parse("--config", FILE.toString());

    assertThat(config.bootstrapServers()).isEqualTo("broker-1:9092, broker-2:9093");
    assertThat(config.reviewsTopic()).isEqualTo("eu-reviews");
    assertThat(config.sentimentTopic()).isEqualTo("eu-sentiment");
    assertThat(config.aggregatesTopic()).isEqualTo("eu-aggregates");
    assertThat(config.deadLettersTopic()).isEqualTo("eu-dead-letters");
    assertThat(config.controlTopic()).isEqualTo("eu-control");
    assertThat(config.statusTopic()).isEqualTo("eu-status");
    assertThat(config.groupId()).isEqualTo("eu-scoring");
    assertThat(config.reviewsStart()).isEqualTo(ReviewsStart.EARLIEST);
    assertThat(config.reviewsBounded()).isTrue();
    assertThat(config.jobName()).isEqualTo("eu scoring");
    assertThat(config.parallelism()).isEqualTo(3);
    assertThat(config.deliveryGuarantee()).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
    assertThat(config.transactionTimeout()).isEqualTo(Duration.ofMinutes(14));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.checkpointDirectory()).isEqualTo("s3://bucket/checkpoints");
    assertThat(config.model()).isEqualTo("s3://bucket/small.zip");
    assertThat(config.modelDirectory()).isEqualTo("s3://bucket/models");
    assertThat(config.modelMaxBytes()).isEqualTo(32L << 20);
    assertThat(config.modelRetryInterval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.modelLoadTimeout()).isEqualTo(Duration.ofSeconds(40));
    assertThat(config.swapLead()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.tickInterval()).isEqualTo(Duration.ofMillis(300));
    assertThat(config.timestampMaxAhead()).isEqualTo(Duration.ofMinutes(6));
    assertThat(config.reviewMaxChars()).isEqualTo(90_000);
    assertThat(config.outOfOrderness()).isEqualTo(Duration.ofSeconds(11));
    assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(12));
    assertThat(config.encodeMaxTokens()).isEqualTo(256);
    assertThat(config.repeatHorizon()).isEqualTo(Duration.ofHours(2));
    assertThat(config.windowSize()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.windowAllowedLateness()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.windowEarlyInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.outputIncludeText()).isTrue();
    assertThat(config.outputEvidence()).containsExactly(Label.NEGATIVE, Label.UNCERTAIN);
    assertThat(config.outputEvidenceWords()).isEqualTo(7);
    assertThat(config.resume()).isEqualTo("none");
    assertThat(config.kafkaProperties())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.jaas.config", "Login required username=\"u\" password=\"p=#1\";"));
    assertThat(config.flinkProperties())
        .containsOnly(Map.entry("taskmanager.memory.network.max", "64mb"));
  }

  @Test
  void theOldDefaultsAreTheDefaultsStill() throws IOException, ConfigurationException {
    JobConfig config = JobConfig.parse("--bootstrap.servers=broker:9092");

    assertThat(config.toString())
        .isEqualTo(
            "JobConfig[accept.loss=false, aggregates.topic=sentiment-aggregates,"
                + " bootstrap.servers=broker:9092,"
                + " checkpoint.directory=./review-scoring-data/checkpoints,"
                + " checkpoint.interval=PT1S, comparison.topic=model-comparison,"
                + " control.topic=model-control,"
                + " dead-letters.topic=review-dead-letters, delivery.guarantee=exactly-once,"
                + " encode.max-tokens=512, held.max=1000000, idle.timeout=PT10S,"
                + " job.name=review-scoring, max-parallelism=128,"
                + " model.directory=./review-scoring-data/models,"
                + " model.load-timeout=PT30S, model.max-bytes=67108864,"
                + " model.retry-for=PT1H, model.retry-interval=PT2S, model.stores=[], out-of-orderness=PT10S, output.evidence=[],"
                + " output.evidence-words=5, output.include-text=false, output.shadow-events=false,"
                + " parallelism=1,"
                + " repeat.horizon=PT1H, resume=latest, review.max-chars=100000,"
                + " reviews.bounded=false, reviews.form=review-scoring,"
                + " reviews.start=COMMITTED, reviews.topic=reviews, reviews.wait=PT16M,"
                + " sentiment.topic=review-sentiment, shadow.topic=review-sentiment-shadow,"
                + " state.backend=ROCKSDB,"
                + " status.topic=model-status,"
                + " swap.lead=PT5S, tick.interval=PT0.2S, timestamp.max-ahead=PT5M,"
                + " transaction.timeout=PT15M, window.allowed-lateness=PT1M,"
                + " window.early-interval=PT5S, window.size=PT1M, kafka={}, flink={}]");
  }

  @Test
  void theOldFileHasNoOptionAtItsDefault() throws IOException {
    Properties old = new Properties();
    try (Reader reader = Files.newBufferedReader(FILE)) {
      old.load(reader);
    }

    assertThat(JobOptions.ALL)
        .filteredOn(option -> old.containsKey(option.name()))
        .hasSize(36)
        .noneMatch(option -> old.getProperty(option.name()).equals(option.defaultText()));
  }
}
