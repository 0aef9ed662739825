package io.reviewscoring.model.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled reviews of one's own: a folder with {@code pos/} and {@code neg/} of one text file per
 * review, or a file with one JSON object per line, fields {@code text} and {@code label} (and
 * perhaps {@code id}). Labels: {@code "pos"}, {@code "positive"}, 1 or true, and {@code "neg"},
 * {@code "negative"}, 0 or false. Text is UTF-8.
 */
public final class LabelledReviews {

  private static final long MAX_FILE_BYTES = 16 << 20;
  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private LabelledReviews() {}

  /**
   * Reads a folder or a file.
   *
   * @throws DatasetException if something is broken; names the file and, where it has them, the
   *     line
   */
  public static List<LabelledReview> read(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new DatasetException(path + ": no such file or directory");
    }
    List<LabelledReview> reviews = Files.isDirectory(path) ? readFolders(path) : readLines(path);
    if (reviews.isEmpty()) {
      throw new DatasetException(path + ": no labelled reviews");
    }
    return reviews;
  }

  private static List<LabelledReview> readFolders(Path root) throws IOException {
    List<LabelledReview> reviews = new ArrayList<>();
    for (String label : List.of("pos", "neg")) {
      Path folder = root.resolve(label);
      if (!Files.isDirectory(folder)) {
        throw new DatasetException(root + ": no folder " + label + "/ in it");
      }
      List<Path> files;
      try (Stream<Path> found = Files.list(folder)) {
        files = found.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        if (Files.size(file) > MAX_FILE_BYTES) {
          throw new DatasetException(file + ": too large for a review");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        reviews.add(
            new LabelledReview(label + "/" + file.getFileName(), text, label.equals("pos")));
      }
    }
    return reviews;
  }

  private static List<LabelledReview> readLines(Path file) throws IOException {
    List<LabelledReview> reviews = new ArrayList<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          reviews.add(parse(file, number, line));
        }
      }
    } catch (MalformedInputException e) {
      throw new DatasetException(file + ": after line " + number + ": not UTF-8");
    }
    return reviews;
  }

  private static LabelledReview parse(Path file, int number, String line) throws DatasetException {
    String where = file + ": line " + number + ": ";
    JsonNode node;
    try {
      node = JSON.readValue(line);
    } catch (JsonProcessingException e) {
      throw new DatasetException(where + "not JSON");
    }
    if (!node.isObject()) {
      throw new DatasetException(where + "not a JSON object");
    }
    JsonNode text = node.path("text");
    if (!text.isTextual()) {
      throw new DatasetException(where + "'text' must be a string");
    }
    Boolean positive = label(node.path("label"));
    if (positive == null) {
      throw new DatasetException(
          where + "'label' must be pos or neg, positive or negative, 1 or 0, true or false");
    }
    String id = node.path("id").isTextual() ? node.path("id").textValue() : "line " + number;
    return new LabelledReview(id, text.textValue(), positive);
  }

  private static @Nullable Boolean label(JsonNode label) {
    if (label.isBoolean()) {
      return label.booleanValue();
    }
    return switch (label.asText().toLowerCase(Locale.ROOT)) {
      case "pos", "positive", "1" -> true;
      case "neg", "negative", "0" -> false;
      default -> null;
    };
  }
}
