package io.reviewscoring.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.evaluation.LabelledPart;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the parts of sources as files of JSON objects, as {@code --data} reads them. */
final class PartFiles {
  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;

  PartFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code NAME.train.ndjson} and {@code NAME.test.ndjson}, and says so. */
  void write(LabelledSource source, PrintWriter out) throws IOException {
    Files.createDirectories(folder);
    for (LabelledPart part : List.of(LabelledPart.TRAIN, LabelledPart.TEST)) {
      String name = part.name().toLowerCase(Locale.ROOT);
      Path file = folder.resolve(source.origin().name() + "." + name + ".ndjson");
      List<LabelledReview> reviews = source.reviews(part);
      WholeFile.write(file, to -> write(reviews, to));
      out.printf("%s: %,d reviews%n", file, reviews.size());
    }
  }

  private void write(List<LabelledReview> reviews, OutputStream to) throws IOException {
    for (LabelledReview review : reviews) {
      to.write(
          json.writeValueAsBytes(
              json.createObjectNode()
                  .put("id", review.id())
                  .put("text", review.text())
                  .put("label", review.positive() ? 1 : 0)));
      to.write('\n');
    }
  }
}
