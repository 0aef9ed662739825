package io.reviewscoring.job.cli;

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
}
