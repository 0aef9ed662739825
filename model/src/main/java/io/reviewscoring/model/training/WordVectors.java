package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.evaluation.DatasetException;
import io.reviewscoring.model.text.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A file of word vectors in fastText's text format, plain or with a name that ends in {@code .gz}:
 * a line with the number of words and the vectors' width, then a line per word, the word and its
 * numbers, with one space between. Only the vectors that are asked for are held in memory.
 * Immutable.
 */
public final class WordVectors {

  private static final int MAX_WIDTH = 1024;

  private final Path file;
  private final int width;

  private WordVectors(Path file, int width) {
    this.file = file;
    this.width = width;
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
    try (BufferedReader reader = reader(file)) {
      String header = reader.readLine();
      String[] parts = header == null ? new String[0] : header.strip().split(" ", -1);
      int width = parts.length == 2 && isNumber(parts[0]) ? number(parts[1]) : 0;
      if (width < 1 || width > MAX_WIDTH) {
        throw new DatasetException(
            file + ", line 1: not 'WORDS WIDTH' as in fastText's text format, width 1 to 1024");
      }
      return new WordVectors(file, width);
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
   * @throws DatasetException with the number of the line that is not a word and its numbers
   */
  Map<Integer, float[]> of(Vocabulary vocabulary) throws IOException {
    Map<Integer, float[]> vectors = new HashMap<>();
    try (BufferedReader reader = reader(file)) {
      reader.readLine();
      int number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        int end = line.indexOf(' ');
        if (end < 0) {
          throw broken(number);
        }
        int id = vocabulary.id(line.substring(0, end));
        if (id != Vocabulary.UNKNOWN && !vectors.containsKey(id)) {
          vectors.put(id, vector(line.substring(end + 1), number));
        }
      }
    }
    return vectors;
  }

  private float[] vector(String numbers, int line) throws DatasetException {
    String[] parts = numbers.strip().split(" ", -1);
    if (parts.length != width) {
      throw broken(line);
    }
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      try {
        vector[i] = Float.parseFloat(parts[i]);
      } catch (NumberFormatException e) {
        throw broken(line);
      }
      if (!Float.isFinite(vector[i])) {
        throw broken(line);
      }
    }
    return vector;
  }

  private DatasetException broken(int line) {
    return new DatasetException(
        "%s, line %d: not a word and %d numbers".formatted(file, line, width));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Character::isDigit);
  }

  private static int number(String text) {
    return isNumber(text) ? Integer.parseInt(text) : 0;
  }

  private static BufferedReader reader(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      in.close();
      throw new DatasetException(file + ": not a whole gz (" + e.getMessage() + ")");
    }
  }
}
