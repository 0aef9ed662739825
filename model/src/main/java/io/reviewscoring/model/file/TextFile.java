package io.reviewscoring.model.file;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Opens files of text. What is gzip by its first bytes is unpacked, whatever its name; a byte order
 * mark is read over; what is UTF-16 or UTF-32 by its first bytes is refused unless it was asked
 * for. Messages name the file and {@code --encoding}.
 */
public final class TextFile {
  private static final int BUFFER = 1 << 16;
  private static final String ADVICE =
      "; --encoding names another encoding, such as windows-1252 or ISO-8859-1";

  private TextFile() {}

  /** Why a path is no file, in words; null if it is one. */
  public static @Nullable String problem(Path file) {
    if (Files.isDirectory(file)) {
      return file + " is a folder, not a file";
    }
    return Files.isRegularFile(file) ? null : "there is no file " + file;
  }

  /**
   * The bytes as they are, which may be no text.
   *
   * @throws DatasetException if the file is UTF-16 or UTF-32
   */
  public static InputStream raw(Path file) throws IOException {
    return open(file, null, ADVICE);
  }

  /**
   * The text in UTF-8. Reading throws a {@link DatasetException} with line and offset of what is no
   * text in the encoding.
   *
   * @throws DatasetException if the first bytes say that the encoding is another
   */
  public static InputStream open(Path file, Charset encoding) throws IOException {
    return open(file, encoding, ADVICE);
  }

  /** As {@link #open(Path, Charset)} where UTF-8 is the only encoding. */
  public static InputStream utf8(Path file) throws IOException {
    return open(file, StandardCharsets.UTF_8, "");
  }

  /** What comes in as it comes, which has to be UTF-8; a byte order mark is read over. */
  public static InputStream utf8(String name, InputStream in) {
    return new StrictText(name, in, StandardCharsets.UTF_8, "");
  }

  /**
   * A whole text.
   *
   * @param name for the message
   * @throws DatasetException with line and offset of what is no text in the encoding
   */
  public static String decode(String name, byte[] bytes, Charset encoding) throws IOException {
    FirstBytes first = FirstBytes.of(bytes);
    Charset charset = charset(name, first, encoding, ADVICE);
    if (first.encoding() == null) {
      try {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        // Below it is said where.
      }
    }
    InputStream in = new ByteArrayInputStream(bytes);
    byte[] text = new StrictText(name, in, charset, ADVICE).readAllBytes();
    return new String(text, StandardCharsets.UTF_8);
  }

  private static InputStream open(Path file, @Nullable Charset encoding, String advice)
      throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      InputStream bytes = unpacked(in);
      byte[] begin = take(bytes, FirstBytes.LENGTH);
      FirstBytes first = FirstBytes.of(begin);
      String name = file.toString();
      Charset asked = encoding == null ? StandardCharsets.UTF_8 : encoding;
      Charset charset = charset(name, first, asked, advice);
      if (encoding != null) {
        return new StrictText(name, both(begin, 0, bytes), charset, advice);
      }
      return both(begin, FirstBytes.UTF_8.equals(first.encoding()) ? 3 : 0, bytes);
    } catch (EOFException | ZipException e) {
      in.close();
      throw cut(file.toString(), 1, e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Of a gzip file that ends too soon, or is broken. */
  static DatasetException cut(String file, int line, IOException e) {
    String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return new DatasetException(file, line, "the gzip file is broken or cut off" + why);
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    byte[] magic = take(in, 2);
    InputStream whole = both(magic, 0, in);
    boolean packed = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
    return packed ? new GZIPInputStream(whole, BUFFER) : whole;
  }

  /** The next bytes; fewer where the rest can't be read, which whoever goes on sees. */
  private static byte[] take(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    int count = 0;
    try {
      for (int read = 0; read >= 0 && count < length; count += Math.max(read, 0)) {
        read = in.read(bytes, count, length - count);
      }
    } catch (EOFException | ZipException e) {
      // Thrown again by the next read.
    }
    return Arrays.copyOf(bytes, count);
  }

  /** Unlike a buffer it hands over what there is before it fails. */
  private static InputStream both(byte[] begin, int from, InputStream rest) {
    return new SequenceInputStream(
        new ByteArrayInputStream(begin, from, begin.length - from), rest);
  }

  /** By what was asked for and what the bytes say. */
  private static Charset charset(String file, FirstBytes first, Charset asked, String advice)
      throws DatasetException {
    String seen = first.encoding();
    if (seen == null || asked.name().equals(seen)) {
      return asked;
    }
    if (seen.equals(FirstBytes.UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    if (asked.equals(StandardCharsets.UTF_16)) {
      return Charset.forName(seen);
    }
    if (asked.name().startsWith(seen)) {
      return asked;
    }
    throw new DatasetException(
        file + ": looks like " + seen + (advice.isEmpty() ? "" : "; give --encoding " + seen));
  }
}
