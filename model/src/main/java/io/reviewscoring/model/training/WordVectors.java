package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.FileRecords;
import io.reviewscoring.model.file.TextFile;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of word vectors in the text format of fastText and word2vec, whose first line has the
 * number of words and the vectors' width, or in GloVe's, which has no such line; plain or gzip. A
 * line is a word and its numbers, with blanks or tabs between; a word may hold blanks itself. Only
 * the vectors that are asked for are held in memory. Immutable.
 */
public final class WordVectors {

  private static final int MAX_WIDTH = 1024;
  private static final int SHOWN = 3;

  private final Path file;
  private final int width;
  private final boolean header;

  private WordVectors(Path file, int width, boolean header) {
    this.file = file;
    this.width = width;
    this.header = header;
  }

  /**
   * Opens a file and reads its first line.
   *
   * @throws DatasetException in one line, if it is no such file
   */
  public static WordVectors open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(file + ": no such file");
    }
    try (FileRecords lines = lines(file)) {
      byte[] first = lines.next();
      String line = first == null ? "" : new String(first, StandardCharsets.UTF_8);
      String[] parts = line.strip().split("[ \t]+", -1);
      boolean header = parts.length == 2 && isWhole(parts[0]) && isWhole(parts[1]);
      int width = header ? Integer.parseInt(parts[1]) : numbersAtTheEnd(parts);
      if (width < (header ? 1 : 2) || width > MAX_WIDTH) {
        throw new DatasetException(
            file.toString(),
            1,
            "not 'WORDS WIDTH' as in fastText's text format, nor a word and its numbers as in"
                + " GloVe's; width 1 to 1024");
      }
      return new WordVectors(file, width, header);
    }
  }

  /** How many numbers a word has. */
  public int width() {
    return width;
  }

  /** SHA-256 of the file. */
  String sha256() throws IOException {
    return Sha256.hex(file);
  }

  /**
   * The vectors of a vocabulary's words, as far as the file has them.
   *
   * @return id to vector [width]; of a word's vectors the first
   * @throws DatasetException with the number of the line that is not a word and its numbers; also
   *     if the file has none of the words
   */
  Map<Integer, float[]> of(Vocabulary vocabulary) throws IOException {
    Map<Integer, float[]> vectors = new HashMap<>();
    List<String> firstWords = new ArrayList<>();
    try (FileRecords lines = lines(file)) {
      byte[] line = header ? skipOne(lines) : lines.next();
      for (; line != null; line = lines.next()) {
        int start = startOfNumbers(line);
        String word = word(line, start);
        if (start <= 0 || endsInNumber(word)) {
          throw broken(lines.where());
        }
        int id = vocabulary.id(word);
        if (id != Vocabulary.UNKNOWN && !vectors.containsKey(id)) {
          vectors.put(id, vector(line, start, lines.where()));
        }
        if (firstWords.size() < SHOWN) {
          firstWords.add(word);
        }
      }
    }
    if (vectors.isEmpty()) {
      throw noneOf(vocabulary.words(), firstWords);
    }
    return vectors;
  }

  private DatasetException noneOf(List<String> words, List<String> firstWords) {
    return new DatasetException(
        "%s: has none of the vocabulary's %,d words, letter for letter: it begins with '%s', and"
                .formatted(file, words.size(), String.join("', '", firstWords))
            + " the most frequent words of the reviews are '%s'"
                .formatted(String.join("', '", words.subList(0, Math.min(SHOWN, words.size())))));
  }

  private static byte @Nullable [] skipOne(FileRecords lines) throws IOException {
    lines.next();
    return lines.next();
  }

  /** Where the last {@code width} fields begin; -1 if there are not as many. */
  private int startOfNumbers(byte[] line) {
    int at = line.length;
    for (int field = 0; field < width; field++) {
      int end = beforeBlanks(line, at);
      at = end;
      while (at > 0 && !isBlank(line[at - 1])) {
        at--;
      }
      if (at == end) {
        return -1;
      }
    }
    return at;
  }

  /** What stands before the numbers, which may be nothing but blanks. */
  private static String word(byte[] line, int start) {
    int end = beforeBlanks(line, Math.max(start, 0));
    int from = 0;
    while (from < end && isBlank(line[from])) {
      from++;
    }
    return new String(line, from, end - from, StandardCharsets.UTF_8);
  }

  private static int beforeBlanks(byte[] line, int end) {
    int at = end;
    while (at > 0 && isBlank(line[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Whether a word of several parts is rather one with more numbers than there may be. */
  private static boolean endsInNumber(String word) {
    int blank = Math.max(word.lastIndexOf(' '), word.lastIndexOf('\t'));
    return blank >= 0 && isNumber(word.substring(blank + 1));
  }

  private float[] vector(byte[] line, int start, String where) throws DatasetException {
    String numbers = new String(line, start, line.length - start, StandardCharsets.UTF_8);
    String[] parts = numbers.strip().split("[ \t]+", -1);
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      if (!isNumber(parts[i])) {
        throw broken(where);
      }
      vector[i] = Float.parseFloat(parts[i]);
    }
    return vector;
  }

  private DatasetException broken(String where) {
    return new DatasetException("%s: %s: not a word and %d numbers".formatted(file, where, width));
  }

  private static int numbersAtTheEnd(String[] parts) {
    int at = parts.length;
    while (at > 1 && isNumber(parts[at - 1])) {
      at--;
    }
    return parts.length - at;
  }

  private static boolean isNumber(String text) {
    try {
      return Float.isFinite(Float.parseFloat(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isWhole(String text) {
    return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Character::isDigit);
  }

  private static FileRecords lines(Path file) throws IOException {
    return FileRecords.lines(file.toString(), TextFile.raw(file));
  }
}
