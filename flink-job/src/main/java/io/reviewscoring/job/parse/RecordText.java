package io.reviewscoring.job.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A record's value as bytes of text: where it begins, whether it is blank, ASCII or UTF-8. */
final class RecordText {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The sign bit of each of eight bytes. */
  private static final long SIGNS = 0x8080808080808080L;

  /** Confluent's serializers write a zero and a schema's number before the value. */
  private static final int SCHEMA_BYTES = 5;

  private static final char FIRST_STRAY = '\uDC80';
  private static final char LAST_STRAY = '\uDCFF';
  private static final int STRAY_BASE = 0xDC00;
  private static final int BYTE = 0xFF;
  private static final int LOW_BITS = 0x7F;

  private RecordText() {}

  /** Where the text begins: behind a schema's number and a byte order mark. */
  static int start(byte[] value) {
    boolean numbered = value.length > SCHEMA_BYTES && value[0] == 0 && value[SCHEMA_BYTES] == '{';
    int start = numbered ? SCHEMA_BYTES : 0;
    boolean marked =
        value.length >= start + 3
            && value[start] == (byte) 0xEF
            && value[start + 1] == (byte) 0xBB
            && value[start + 2] == (byte) 0xBF;
    return marked ? start + 3 : start;
  }

  /** A record's key as an id. */
  static String id(byte @Nullable [] key) throws Rejection {
    if (key == null) {
      throw new Rejection("missing-id", "the record has no key");
    }
    String text = keyText(key);
    if (key.length > 0 && key[0] == 0 && (text == null || !isPrintable(text))) {
      throw new Rejection(
          "wrong-shape",
          "the record's key is no text, but " + key.length + " bytes that begin with 0");
    }
    if (text == null) {
      throw new Rejection("wrong-shape", "the record's key is not UTF-8");
    }
    if (text.isBlank()) {
      throw new Rejection("missing-id", "the record's key is blank");
    }
    return Field.checkedId("the record's key", text);
  }

  /**
   * A key's text: behind a schema's number JSON in quotes, or Avro's with its length. Eight bytes
   * are rather a number, whatever the last ones look like.
   */
  private static @Nullable String keyText(byte[] key) {
    int value = SCHEMA_BYTES;
    int last = key.length - 1;
    if (last <= value || key[0] != 0 || key.length == Long.BYTES) {
      return strict(key, 0);
    }
    if (key[value] == '{' && key[last] == '}') {
      return strict(key, value);
    }
    if (key[value] == '"' && key[last] == '"') {
      return strict(Arrays.copyOf(key, last), value + 1);
    }
    // A text's length in bytes, twice, seven bits a byte.
    boolean isLong = key[value] < 0;
    int start = value + (isLong ? 2 : 1);
    int twice = isLong ? (key[value] & LOW_BITS) | key[value + 1] << 7 : key[value];
    return strict(key, twice == 2 * (key.length - start) ? start : 0);
  }

  private static boolean isPrintable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** Whether nothing but JSON's blanks follows. */
  static boolean isBlank(byte[] value, int start) {
    for (int at = start; at < value.length; at++) {
      byte b = value[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Not if it begins with a zero or two: by them a parser of bytes knows other encodings. */
  static boolean isAscii(byte[] value, int start) {
    if (value.length < start + 2 || value[start] == 0 || value[start + 1] == 0) {
      return false;
    }
    long signs = 0;
    int at = start;
    for (; at <= value.length - Long.BYTES; at += Long.BYTES) {
      signs |= (long) EIGHT_BYTES.get(value, at);
    }
    for (; at < value.length; at++) {
      signs |= value[at];
    }
    return (signs & SIGNS) == 0;
  }

  /** The text of UTF-8; null if it is none. */
  static @Nullable String strict(byte[] value, int start) {
    CharBuffer out = CharBuffer.allocate(value.length - start);
    ByteBuffer in = ByteBuffer.wrap(value, start, value.length - start);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    return result.isError() ? null : out.flip().toString();
  }

  /**
   * The text of UTF-8. Each byte that is none becomes half a surrogate pair that names it, so that
   * one in a field that nobody reads refuses nothing.
   */
  static String decode(byte[] value, int start) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(value, start, value.length - start);
    CharBuffer out = CharBuffer.allocate(value.length - start);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (STRAY_BASE | (in.get() & BYTE)));
      }
      result = decoder.decode(in, out, true);
    }
    return out.flip().toString();
  }

  /** The first byte that is no UTF-8; -1 if all is. */
  static int strayByte(byte[] value, int start) {
    ByteBuffer in = ByteBuffer.wrap(value, start, value.length - start);
    CharBuffer out = CharBuffer.allocate(value.length - start);
    return StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError() ? in.position() : -1;
  }

  /** Whether a text that was decoded here may hold a byte that is no UTF-8. */
  static boolean holdsStrayBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_STRAY
          && c <= LAST_STRAY
          && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }
}
