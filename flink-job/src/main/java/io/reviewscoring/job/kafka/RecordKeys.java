package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.model.bundle.Sha256;

/** The keys of the output topics' records. */
final class RecordKeys {
  private static final int FINGERPRINT_CHARS = 16;

  private RecordKeys() {}

  static byte[] of(SentimentEvent event) {
    return event.reviewId().getBytes(UTF_8);
  }

  static byte[] of(Aggregate aggregate) {
    String start = Messages.instant(aggregate.windowStart());
    return (aggregate.productId() + "|" + start).getBytes(UTF_8);
  }

  static byte[] of(Comparison comparison) {
    ModelPair pair = comparison.pair();
    String start = Messages.instant(comparison.windowStart());
    String key =
        String.join("|", pair.experiment(), pair.model(), pair.other(), pair.role(), start);
    // Late ones are added: none may take the place of the final one, or of another late one.
    return (comparison.isLate() ? key + "|late|" + fingerprint(comparison) : key).getBytes(UTF_8);
  }

  private static String fingerprint(Comparison comparison) {
    return Sha256.hex(ComparisonJson.of(comparison)).substring(0, FINGERPRINT_CHARS);
  }

  static byte[] of(ModelStatus status) {
    return status.version().getBytes(UTF_8);
  }
}
