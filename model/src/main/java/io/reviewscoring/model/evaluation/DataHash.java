package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A hash for a list of reviews, the same whether they came from a directory or an archive: the
 * SHA-256 of one line per review, {@code id label sha256-of-text}, in the list's order.
 */
public final class DataHash {

  private DataHash() {}

  /** The hash. */
  public static String of(List<LabelledReview> reviews) {
    StringBuilder lines = new StringBuilder();
    for (LabelledReview review : reviews) {
      lines
          .append(review.id())
          .append(review.positive() ? " positive " : " negative ")
          .append(Sha256.hex(review.text().getBytes(StandardCharsets.UTF_8)))
          .append('\n');
    }
    return Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The same for texts without labels: one line per text, its SHA-256. */
  public static String ofTexts(List<String> texts) {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      lines.append(Sha256.hex(text.getBytes(StandardCharsets.UTF_8))).append('\n');
    }
    return Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
