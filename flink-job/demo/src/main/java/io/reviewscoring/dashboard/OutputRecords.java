package io.reviewscoring.dashboard;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts records of the output topics onto the board, each where its topic belongs. Thread-safe. */
final class OutputRecords {
  private final JobConfig config;
  private final Board board;
  private final StreamHealth health;
  private final Clock clock;

  OutputRecords(JobConfig config, Board board, StreamHealth health, Clock clock) {
    this.config = config;
    this.board = board;
    this.health = health;
    this.clock = clock;
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    try {
      String topic = record.topic();
      if (topic.equals(config.sentimentTopic())) {
        board.review(TopicValues.review(value), record.timestamp());
        health.review(Math.min(record.timestamp(), clock.millis()));
      } else if (topic.equals(config.aggregatesTopic())) {
        board.window(TopicValues.window(value));
      } else if (topic.equals(config.comparisonTopic())) {
        board.comparison(ComparisonJson.comparison(value));
      } else if (topic.equals(config.statusTopic())) {
        ModelStatus status = Messages.modelStatus(value);
        if (status.isOf(config.jobName())) {
          board.status(status, record.timestamp());
        }
      } else {
        DeadLetterRecord.of(record)
            .map(TopicValues::deadLetter)
            .ifPresent(lost -> board.lost(lost, record.timestamp()));
      }
    } catch (MalformedMessageException e) {
      board.unreadable();
    }
  }

  /** Takes away what came of a topic that is no more. */
  void forget(String topic) {
    if (topic.equals(config.sentimentTopic())) {
      board.forgetReviews();
      health.forgetReviews();
    } else if (topic.equals(config.aggregatesTopic())) {
      board.forgetProducts();
    } else if (topic.equals(config.comparisonTopic())) {
      board.forgetComparisons();
    } else if (topic.equals(config.statusTopic())) {
      board.forgetModels();
    } else {
      board.forgetLost();
    }
  }
}
