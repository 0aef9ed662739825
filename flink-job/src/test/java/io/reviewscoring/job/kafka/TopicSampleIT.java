package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TransactionalReviews;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A sample has as many records as were asked for, whatever else the topic's offsets hold. */
@SuppressWarnings("NullAway.Init")
class TopicSampleIT {
  private static final long NOON = 1_772_366_400_000L;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void aMarkerBehindEachRecordLeavesNoneOfTheLastOnesOut() throws Exception {
    try (var topics = new JobTopics(broker, "sample-sampled", directory);
        var reviews =
            new TransactionalReviews(broker, "sample-sampled-reviews", "sample-sampled")) {
      for (int i = 0; i < 30; i++) {
        reviews.begin();
        reviews.review(2, "r" + i, NOON + i);
        reviews.commit();
      }
      assertThat(offsets(topics, 20, true)).isEqualTo(every(2, 20, 60));
      assertThat(offsets(topics, 1, true)).isEqualTo(every(2, 58, 60));
      assertThat(offsets(topics, 20, false)).isEqualTo(every(2, 0, 40));
      assertThat(offsets(topics, 1_000, true)).isEqualTo(every(2, 0, 60));
    }
  }

  private static List<String> every(int partition, int from, int to) {
    List<String> offsets = new ArrayList<>();
    for (int offset = from; offset < to; offset += 2) {
      offsets.add(partition + ":" + offset);
    }
    return offsets;
  }

  @Test
  void behindATailThatWasAbortedTheLastOnesAreFound() throws Exception {
    try (var topics = new JobTopics(broker, "sample-tail", directory);
        var reviews = new TransactionalReviews(broker, "sample-tail-reviews", "sample-tail")) {
      for (int i = 0; i < 8; i++) {
        topics.review(1, NOON + i, "r" + i, "p", NOON + i, "dull");
      }
      topics.flush();
      reviews.begin();
      for (int i = 0; i < 200; i++) {
        reviews.review(1, "aborted-" + i, NOON + i);
      }
      reviews.abort();
      assertThat(offsets(topics, 5, true)).containsExactly("1:3", "1:4", "1:5", "1:6", "1:7");
    }
  }

  /** The longest partition comes last, when it can't be given more of the others any more. */
  @Test
  void whatOnePartitionHasNotTheOthersGive() throws Exception {
    try (var topics = new JobTopics(broker, "sample-given", directory);
        var reviews = new TransactionalReviews(broker, "sample-given-reviews", "sample-given")) {
      for (int i = 0; i < 40; i++) {
        topics.review(i % 2, NOON + i, "r" + i, "p", NOON + i, "dull");
      }
      topics.flush();
      reviews.begin();
      for (int i = 0; i < 50; i++) {
        reviews.review(3, "aborted-" + i, NOON + i);
      }
      reviews.abort();
      for (boolean last : new boolean[] {true, false}) {
        assertThat(offsets(topics, 30, last)).hasSize(30).doesNotHaveDuplicates();
        assertThat(offsets(topics, 41, last)).hasSize(40).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void ofAnyCourseOfTransactionsTheLastRecordsAreThoseThatReadersGetLast() throws Exception {
    Random random = new Random(7);
    try (var topics = new JobTopics(broker, "sample-course", directory);
        var reviews = new TransactionalReviews(broker, "sample-course-reviews", "sample-course")) {
      List<String> committed = new ArrayList<>();
      int offset = 0;
      for (int transaction = 0; transaction < 40; transaction++) {
        int records = 1 + random.nextInt(5);
        boolean aborted = random.nextInt(3) == 0;
        reviews.begin();
        for (int i = 0; i < records; i++) {
          reviews.review(0, "t%d-%d".formatted(transaction, i), NOON + transaction);
          if (!aborted) {
            committed.add("0:" + (offset + i));
          }
        }
        offset += records + 1;
        if (aborted) {
          reviews.abort();
        } else {
          reviews.commit();
        }
      }
      for (int size = 1; size <= committed.size() + 1; size += 3) {
        int first = Math.max(0, committed.size() - size);
        assertThat(offsets(topics, size, true))
            .as("the last %s", size)
            .isEqualTo(committed.subList(first, committed.size()));
      }
    }
  }

  /** In the order of the topic. */
  private static List<String> offsets(JobTopics topics, long size, boolean last) throws Exception {
    List<long[]> read = new ArrayList<>();
    new TopicSample(topics.config(Map.of()))
        .read(
            size,
            last,
            null,
            record ->
                read.add(
                    new long[] {record.coordinates().partition(), record.coordinates().offset()}));
    return read.stream()
        .sorted((a, b) -> a[0] == b[0] ? Long.compare(a[1], b[1]) : Long.compare(a[0], b[0]))
        .map(each -> each[0] + ":" + each[1])
        .toList();
  }
}
