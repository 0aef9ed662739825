package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.SharedBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose offsets a job goes on from. */
class GroupOffsetsIT {
  private static final String TOPIC = "grouped-reviews";

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @Test
  void aJobThatRanUnderTheFormerGroupTakesItsOffsetsOverOnceAndANewOneDoesNot() throws Exception {
    TopicPartition reviews = new TopicPartition(TOPIC, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      while (new Topics(config("new")).isMissing(TOPIC)) {
        Thread.sleep(20); // brokers hear of it a little later than the controller
      }
      admin
          .alterConsumerGroupOffsets("review-scoring", Map.of(reviews, new OffsetAndMetadata(7)))
          .all()
          .get();

      new Access(config("new")).check(Needs.ofRun(config("new")));
      assertThat(new GroupOffsets(config("new")).takeOver(false)).isEmpty();
      assertThat(new GroupOffsets(config("old")).takeOver(true))
          .contains("offsets of group review-scoring as those of old");
      assertThat(new GroupOffsets(config("old")).takeOver(true)).isEmpty();

      assertThat(admin.listConsumerGroupOffsets("old").partitionsToOffsetAndMetadata().get())
          .containsEntry(reviews, new OffsetAndMetadata(7));
    }
  }

  private static JobConfig config(String name) throws Exception {
    return JobConfig.of(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "job.name",
            name,
            "reviews.topic",
            TOPIC));
  }
}
