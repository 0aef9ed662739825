package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys of the output topics' records. */
final class RecordKeys {
  /** A source key may be as large as a record: with the payload it would not fit into one. */
  static final int KEY_LIMIT = 4 * 1024;

  private RecordKeys() {}

  static byte[] of(SentimentEvent event) {
    return event.reviewId().getBytes(UTF_8);
  }

  static byte[] of(Aggregate aggregate) {
    String start = Messages.instant(aggregate.windowStart());
    return (aggregate.productId() + "|" + start).getBytes(UTF_8);
  }

  static byte[] of(ModelStatus status) {
    return status.version().getBytes(UTF_8);
  }

  static byte @Nullable [] of(DeadLetter letter) {
    byte[] key = letter.key();
    return key == null || key.length <= KEY_LIMIT ? key : Arrays.copyOf(key, KEY_LIMIT);
  }
}
