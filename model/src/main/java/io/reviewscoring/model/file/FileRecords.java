package io.reviewscoring.model.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file, one after another: its lines, or the elements of the JSON array that it
 * is. Blank lines and the ends of lines are read over. A record's bytes are those of the file, be
 * they JSON or not. Holds one record at a time. Not thread-safe.
 */
public final class FileRecords implements Closeable {

  /** More than any broker takes. */
  static final int MAX_BYTES = 32 << 20;

  private static final int END = -1;

  private final String file;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private byte[] record = new byte[1 << 11];
  private int length;
  private int line = 1;
  private boolean lineEnded;
  private int lineOfRecord;
  private boolean array;
  private boolean closed;
  private long elements;

  private FileRecords(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * The lines.
   *
   * @param file for messages
   * @param in is closed with the records
   */
  public static FileRecords lines(String file, InputStream in) {
    return new FileRecords(file, in);
  }

  /**
   * The elements if the first byte that is no blank opens an array, and otherwise the lines.
   *
   * @param file for messages
   * @param in is closed with the records, or if this throws
   */
  public static FileRecords json(String file, InputStream in) throws IOException {
    FileRecords records = new FileRecords(file, in);
    try {
      int first = records.readNoBlank();
      records.array = first == '[';
      if (first != END && !records.array) {
        records.at--;
      }
      return records;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Where the record that was read last begins, such as {@code line 3} or {@code line 1, element
   * 7}.
   */
  public String where() {
    return "line " + lineOfRecord + (array ? ", element " + elements : "");
  }

  /**
   * The next record; null after the last one.
   *
   * @throws DatasetException with the line, if it is longer than 32 MiB, if the array is not closed
   *     or something stands behind it, or if a gzip file ends too soon
   */
  public byte @Nullable [] next() throws IOException {
    return array ? nextElement() : nextLine();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte @Nullable [] nextLine() throws IOException {
    for (int next = read(); next != END; next = read()) {
      begin();
      boolean blank = true;
      while (next != END && next != '\n') {
        blank &= isBlank(next);
        add(next);
        next = read();
      }
      if (!blank) {
        return Arrays.copyOf(record, record[length - 1] == '\r' ? length - 1 : length);
      }
    }
    return null;
  }

  private byte @Nullable [] nextElement() throws IOException {
    if (closed) {
      return null;
    }
    int next = readNoBlank();
    begin();
    elements++;
    int depth = 0;
    boolean quoted = false;
    while (quoted || depth > 0 || (next != ',' && next != ']')) {
      if (next == END) {
        throw new DatasetException(file, lineOfRecord, "the JSON array is not closed");
      }
      add(next);
      if (next == '"') {
        quoted = !quoted;
      } else if (quoted && next == '\\') {
        add(read());
      } else if (!quoted) {
        depth = Math.max(0, depth + step(next));
      }
      next = read();
    }
    closed = next == ']';
    if (closed && readNoBlank() != END) {
      throw new DatasetException(file, line, "something stands behind the JSON array");
    }
    while (length > 0 && isBlank(record[length - 1])) {
      length--;
    }
    if (length == 0 && !(closed && elements == 1)) {
      throw new DatasetException(file, lineOfRecord, "a comma without a value in the JSON array");
    }
    return length == 0 ? null : Arrays.copyOf(record, length);
  }

  private static int step(int next) {
    return switch (next) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }

  private void begin() {
    lineOfRecord = line;
    length = 0;
  }

  private void add(int next) throws IOException {
    if (length == MAX_BYTES) {
      throw new DatasetException(file + ": " + where() + ": longer than 32 MiB");
    }
    if (length == record.length) {
      record = Arrays.copyOf(record, 2 * length);
    }
    record[length++] = (byte) next;
  }

  private int readNoBlank() throws IOException {
    int next = read();
    while (isBlank(next)) {
      next = read();
    }
    return next;
  }

  private static boolean isBlank(int next) {
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }

  /** The next byte; {@code line} is the one that it is on. */
  private int read() throws IOException {
    if (at == limit) {
      fill();
    }
    if (lineEnded) {
      line++;
      lineEnded = false;
    }
    if (limit == 0) {
      return END;
    }
    int next = buffer[at++] & 0xFF;
    lineEnded = next == '\n';
    return next;
  }

  private void fill() throws IOException {
    try {
      at = 0;
      limit = Math.max(0, in.read(buffer));
    } catch (EOFException | ZipException e) {
      throw TextFile.cut(file, lineEnded ? line + 1 : line, e);
    }
  }
}
