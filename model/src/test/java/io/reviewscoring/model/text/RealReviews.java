package io.reviewscoring.model.text;

import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Texts of IMDB's test reviews, where the archive is at hand. */
final class RealReviews {
  private RealReviews() {}

  static Stream<String> first(int count) throws IOException {
    return ImdbDataset.read(Path.of(System.getenv("IMDB_ARCHIVE")))
        .reviews(ImdbDataset.Split.TEST)
        .stream()
        .limit(count)
        .map(LabelledReview::text);
  }
}
