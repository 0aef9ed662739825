package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TransactionalReviews;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} at a topic that others write to in transactions. */
@SuppressWarnings("NullAway.Init")
class CheckTopicIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void whatAnOpenTransactionHidesIsNamedAndNotWaitedFor() throws Exception {
    try (var topics = new JobTopics(broker, "unseen", directory);
        var reviews = new TransactionalReviews(broker, "unseen-reviews", "unseen-open")) {
      WholeRangeIT.plain(topics, 3);
      reviews.begin();
      reviews.review(0, "in the transaction", WholeRangeIT.START);
      WholeRangeIT.plain(topics, 5);
      String notSeen =
          "not seen     partition 0 of unseen-reviews, hidden from offset 3 to 9 by an open"
              + " transaction of producer ";

      CommandOutput check = CommandOutput.of(topics.options("check"));
      assertThat(check.code()).as(check.toString()).isZero();
      assertThat(check.out()).contains(notSeen, " (unseen-open), which may last until about 20");
      assertThat(check.figure("reviews")).isEqualTo(3);

      String[] first = {"--at=beginning", "--sample=3"};
      assertThat(CommandOutput.of(topics.options("check", first)).out())
          .as("what was asked for is all seen")
          .doesNotContain("not seen");
      String[] more = {"--at=beginning", "--sample=4"};
      assertThat(CommandOutput.of(topics.options("check", more)).out()).contains(notSeen);

      reviews.commit();
      check = CommandOutput.of(topics.options("check"));
      assertThat(check.out()).doesNotContain("not seen");
      assertThat(check.figure("reviews")).isEqualTo(9);
    }
  }

  @Test
  void whereNoFieldIsAnIdItIsTheKeyUnlessOneComesAgain() throws Exception {
    byte[] review =
        "{'productId':'p','text':'Fine.','timestamp':'2026-03-01T12:00:00Z'}"
            .replace('\'', '"')
            .getBytes(UTF_8);
    try (var topics = new JobTopics(broker, "keyed", directory)) {
      for (int i = 0; i < 5; i++) {
        topics.record("reviews.topic", "r" + i, review);
      }
      topics.flush();
      String byKey = "--reviews.field.id=key";
      assertThat(CommandOutput.of(topics.options("check")).out())
          .contains("suggests     --reviews.form=review-scoring " + byKey)
          .contains("reads 5 of 5 tried");
      assertThat(CommandOutput.of(topics.options("check", byKey)).code()).isZero();

      topics.record("reviews.topic", "r0", review);
      topics.flush();
      assertThat(CommandOutput.of(topics.options("check")).out())
          .as("a key that comes again is no review's id")
          .contains("suggests     nothing");
    }
    try (var topics = new JobTopics(broker, "keyed-so", directory)) {
      topics.record("reviews.topic", "p", review);
      topics.flush();
      assertThat(CommandOutput.of(topics.options("check")).out())
          .as("nor is a product's")
          .contains("suggests     nothing");
    }
  }
}
