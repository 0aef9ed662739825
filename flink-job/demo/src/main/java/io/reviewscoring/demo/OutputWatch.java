package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.model.console.LostOutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands what is committed to topics to their receivers, on a thread of its own. */
final class OutputWatch implements AutoCloseable {
  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Consumer<JsonNode>> receivers;
  private final TopicFollower follower;
  private final Thread thread;

  /**
   * Begins to follow.
   *
   * @param receivers by topic; all called by one thread
   */
  OutputWatch(JobConfig config, Map<String, Consumer<JsonNode>> receivers) throws IOException {
    this.receivers = Map.copyOf(receivers);
    this.follower = TopicFollower.fromBeginning(config, receivers.keySet());
    this.thread = new Thread(this::follow, "topic-follower");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try (follower) {
      follower.follow(this::receive, FOR_EVER);
    } catch (LostOutputException e) {
      // The next line that the command prints itself ends it.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean receive(ConsumerRecord<byte[], byte[]> record) {
    Consumer<JsonNode> receiver = receivers.get(record.topic());
    byte[] json = DeadLetterRecord.json(record);
    if (receiver != null && json != null) {
      try {
        receiver.accept(mapper.readTree(json));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }

  @Override
  public void close() {
    follower.wakeUp();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
