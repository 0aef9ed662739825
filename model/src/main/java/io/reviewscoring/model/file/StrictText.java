package io.reviewscoring.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text in any encoding, as bytes in UTF-8 and without a byte order mark. The first bytes that are
 * no text in that encoding are an error with their line and offset, after all that stands before
 * them was handed over. It never waits for more than it can hand over. Not thread-safe.
 */
final class StrictText extends InputStream {
  private static final int BYTES = 1 << 14;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
  private final InputStream in;
  private final Charset encoding;
  private final String advice;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
  private final CharBuffer chars = CharBuffer.allocate(BYTES);
  private final ByteBuffer out = ByteBuffer.allocate(3 * BYTES).flip();
  private long before;
  private int line = 1;
  private boolean begun;
  private boolean full;
  private boolean atEnd;
  private boolean done;
  private @Nullable DatasetException fault;

  /**
   * @param file for the message
   * @param advice what the message ends with
   */
  StrictText(String file, InputStream in, Charset encoding, String advice) {
    this.file = file;
    this.in = in;
    this.encoding = encoding;
    this.advice = advice;
    // A new decoder reports what it can't decode.
    this.decoder = encoding.newDecoder();
  }

  @Override
  public int read() throws IOException {
    return prepare() ? out.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!prepare()) {
      return -1;
    }
    int count = Math.min(length, out.remaining());
    out.get(to, at, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Whether there is something in {@code out}; if not, the text is at its end. */
  private boolean prepare() throws IOException {
    while (!out.hasRemaining()) {
      if (fault != null) {
        throw fault;
      }
      if (done) {
        return false;
      }
      if (!full) {
        fill();
      }
      decode();
    }
    return true;
  }

  private void fill() throws IOException {
    before += bytes.position();
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      atEnd = count < 0;
      bytes.position(bytes.position() + Math.max(count, 0));
    } finally {
      bytes.flip();
    }
  }

  private void decode() {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, atEnd);
    if (result.isUnderflow() && atEnd) {
      result = decoder.flush(chars);
      done = result.isUnderflow();
    }
    full = result.isOverflow();
    chars.flip();
    if (!begun && chars.hasRemaining()) {
      begun = true;
      if (chars.get(0) == BYTE_ORDER_MARK) {
        chars.position(1);
      }
    }
    for (int i = chars.position(); i < chars.limit(); i++) {
      line += chars.array()[i] == '\n' ? 1 : 0;
    }
    out.clear();
    encoder.encode(chars, out, false);
    out.flip();
    if (result.isError()) {
      fault = fault();
    }
  }

  private DatasetException fault() {
    return new DatasetException(
        file,
        line,
        "byte 0x%02X at offset %s is not %s%s"
            .formatted(
                bytes.get(bytes.position()), before + bytes.position(), encoding.name(), advice));
  }
}
