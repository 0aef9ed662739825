package io.reviewscoring.model.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A line of a published file.
 *
 * @param number from 1
 */
record FileLine(String file, int number, String text) {

  /** Those of all files. */
  static Stream<FileLine> of(SortedMap<String, List<String>> files) {
    return files.entrySet().stream()
        .flatMap(
            file ->
                IntStream.range(0, file.getValue().size())
                    .mapToObj(i -> new FileLine(file.getKey(), i + 1, file.getValue().get(i))));
  }

  /** A review that stands on the line; nothing if it has no text. */
  Optional<LabelledReview> reviewIn(String part, boolean positive) {
    return part.isBlank()
        ? Optional.empty()
        : Optional.of(new LabelledReview(file + ": line " + number, part.strip(), positive));
  }
}
