package io.reviewscoring.model.evaluation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.ExporterJson;
import io.reviewscoring.model.file.FileRecords;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Labelled reviews of one's own: a folder with {@code pos/} and {@code neg/} of one {@code .txt}
 * file per review, or a file with JSON objects, one a line or in one array, plain or gzip, with the
 * fields {@code text} and {@code label} (and perhaps {@code id}). Labels: {@code "pos"}, {@code
 * "positive"}, 1 or true, and {@code "neg"}, {@code "negative"}, 0 or false. Immutable.
 */
public final class LabelledReviews {

  private static final long MAX_FILE_BYTES = 16 << 20;
  private static final ObjectReader JSON =
      new ObjectMapper(ExporterJson.newFactory())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern CSV_NAME = Pattern.compile("(?i).*\\.[ct]sv(\\.gz)?");
  private static final Pattern CSV_LINE = Pattern.compile("[^{\\[].*[,;\\t].*");
  private static final String NOT_CSV =
      "not JSON; it looks like CSV. What is read is a JSON object a line, such as"
          + " {\"text\":\"…\",\"label\":\"pos\"}";

  private final List<LabelledReview> reviews;
  private final StrayFiles strayFiles;

  private LabelledReviews(List<LabelledReview> reviews, StrayFiles strayFiles) {
    this.reviews = List.copyOf(reviews);
    this.strayFiles = strayFiles;
  }

  /**
   * Reads a folder or a file.
   *
   * @throws DatasetException if something is broken, or no text in that encoding; names the file
   *     and, where it has them, the line
   */
  public static LabelledReviews read(Path path, Charset encoding) throws IOException {
    if (!Files.exists(path)) {
      throw new DatasetException(path + ": no such file or directory");
    }
    StrayFiles strayFiles = new StrayFiles();
    List<LabelledReview> reviews =
        Files.isDirectory(path)
            ? readFolders(path, encoding, strayFiles)
            : readRecords(path, encoding);
    if (reviews.isEmpty()) {
      String leftOut = strayFiles.inWords().map(words -> "; " + words).orElse("");
      throw new DatasetException(path + ": no labelled reviews" + leftOut);
    }
    return new LabelledReviews(reviews, strayFiles);
  }

  /** The reviews: of a folder sorted by name, positive ones first; of a file in its order. */
  public List<LabelledReview> reviews() {
    return reviews;
  }

  /** What lay in the folders and was left out. */
  public StrayFiles strayFiles() {
    return strayFiles;
  }

  private static List<LabelledReview> readFolders(
      Path root, Charset encoding, StrayFiles strayFiles) throws IOException {
    List<LabelledReview> reviews = new ArrayList<>();
    for (String label : List.of("pos", "neg")) {
      Path folder = root.resolve(label);
      if (!Files.isDirectory(folder)) {
        throw new DatasetException(root + ": no folder " + label + "/ in it");
      }
      for (Path file : FolderContent.of(folder)) {
        String id = label + "/" + file.getFileName() + (Files.isDirectory(file) ? "/" : "");
        String text = text(file, encoding);
        if (text.isBlank()) {
          strayFiles.add(id);
        } else {
          reviews.add(new LabelledReview(id, text, label.equals("pos")));
        }
      }
    }
    return reviews;
  }

  /** Blank if it is no review. */
  private static String text(Path file, Charset encoding) throws IOException {
    if (!Files.isRegularFile(file) || !StrayFiles.isReview(file.getFileName().toString())) {
      return "";
    }
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new DatasetException(file + ": too large for a review");
    }
    return TextFile.decode(file.toString(), Files.readAllBytes(file), encoding);
  }

  private static List<LabelledReview> readRecords(Path file, Charset encoding) throws IOException {
    List<LabelledReview> reviews = new ArrayList<>();
    try (FileRecords records = FileRecords.json(file.toString(), TextFile.open(file, encoding))) {
      for (byte[] record = records.next(); record != null; record = records.next()) {
        reviews.add(parse(file, records.where(), record, reviews.isEmpty()));
      }
    }
    return reviews;
  }

  private static LabelledReview parse(Path file, String where, byte[] record, boolean first)
      throws DatasetException {
    JsonNode node;
    try {
      node = JSON.readValue(record);
    } catch (IOException e) {
      throw broken(file, where, first && looksLikeCsv(file, record) ? NOT_CSV : "not JSON");
    }
    if (!node.isObject()) {
      throw broken(file, where, "not a JSON object");
    }
    JsonNode text = node.path("text");
    if (!text.isTextual()) {
      throw broken(file, where, "'text' must be a string");
    }
    Boolean positive = label(node.path("label"));
    if (positive == null) {
      throw broken(
          file, where, "'label' must be pos or neg, positive or negative, 1 or 0, true or false");
    }
    String id = node.path("id").isTextual() ? node.path("id").textValue() : where;
    return new LabelledReview(id, text.textValue(), positive);
  }

  private static boolean looksLikeCsv(Path file, byte[] record) {
    String name = String.valueOf(file.getFileName());
    return CSV_NAME.matcher(name).matches()
        || CSV_LINE.matcher(new String(record, StandardCharsets.UTF_8)).matches();
  }

  private static DatasetException broken(Path file, String where, String what) {
    return new DatasetException(file + ": " + where + ": " + what);
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
