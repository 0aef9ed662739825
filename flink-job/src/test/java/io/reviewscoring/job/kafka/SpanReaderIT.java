package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What retention deletes while {@code backfill --dry-run --count} counts. */
@SuppressWarnings("NullAway.Init")
class SpanReaderIT {
  private static final int REVIEWS = 12;
  private static final PartitionRange ALL = new PartitionRange(0, 0, REVIEWS);

  /** A fetch holds few of them. */
  private static final String TEXT = "dull ".repeat(20_000);

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void whatWasDeletedBeforeItWasCountedIsTold() throws Exception {
    try (var topics = topics("span-uncounted");
        SpanReader reader = new SpanReader(topics.config(Map.of()), null)) {
      topics.deleteReviewsBefore(0, 5);
      assertThatThrownBy(() -> reader.read(ALL, parsed -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "partition 0 of span-uncounted-reviews is to be read from offset 0, but holds 5 to 12: 5"
                  + " records were deleted before they were read; --accept.loss goes on at 5");
    }
  }

  @Test
  void whatIsDeletedWhileItIsCountedIsTold() throws Exception {
    try (var topics = topics("span-meanwhile");
        SpanReader reader = new SpanReader(topics.config(Map.of()), null)) {
      AtomicInteger read = new AtomicInteger();
      assertThatThrownBy(() -> countWhileAllButOneAreDeleted(reader, topics, read))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("but holds 11 to 12: ")
          .hasMessageContaining(" records were deleted before they were read; --accept.loss");
      assertThat(read.get()).isBetween(1, REVIEWS - 2);
    }
  }

  @Test
  void whereTheLossIsAcceptedTheOthersAreCountedAndItIsTold() throws Exception {
    try (var topics = topics("span-accepted");
        SpanReader reader = new SpanReader(topics.config(Map.of("accept.loss", "true")), null)) {
      AtomicInteger read = new AtomicInteger();
      countWhileAllButOneAreDeleted(reader, topics, read);
      assertThat(reader.losses()).hasSize(1);
      assertThat(reader.losses().get(0))
          .contains(
              "is to be read from offset " + (read.get() - 1) + ", but holds 11 to 12: ",
              (12 - read.get()) + " records were deleted");
    }
  }

  private static void countWhileAllButOneAreDeleted(
      SpanReader reader, JobTopics topics, AtomicInteger read) throws IOException {
    reader.read(
        ALL,
        parsed -> {
          if (read.getAndIncrement() == 0) {
            delete(topics);
          }
        });
  }

  private static void delete(JobTopics topics) {
    try {
      topics.deleteReviewsBefore(0, REVIEWS - 1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JobTopics topics(String name) throws Exception {
    JobTopics topics = new JobTopics(broker, name, directory);
    for (int i = 0; i < REVIEWS; i++) {
      topics.review(0, null, "r" + i, "p", System.currentTimeMillis(), TEXT);
      topics.flush();
    }
    return topics;
  }
}
