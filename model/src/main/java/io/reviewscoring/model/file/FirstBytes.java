package io.reviewscoring.model.file;

import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a text say of its encoding.
 *
 * @param encoding by a byte order mark, or by the zero bytes that UTF-16 has between letters; null
 *     where nothing says it
 */
record FirstBytes(@Nullable String encoding) {

  static final String UTF_8 = "UTF-8";

  /** Enough for a share of zero bytes to mean something. */
  static final int LENGTH = 4096;

  static FirstBytes of(byte[] bytes) {
    if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
      return new FirstBytes(UTF_8);
    }
    if (begins(bytes, 0xFF, 0xFE, 0, 0) || begins(bytes, 0, 0, 0xFE, 0xFF)) {
      return new FirstBytes("UTF-32");
    }
    if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      return new FirstBytes("UTF-16");
    }
    return new FirstBytes(byZeros(bytes));
  }

  private static @Nullable String byZeros(byte[] bytes) {
    int pairs = Math.min(bytes.length, LENGTH) / 2;
    int little = 0;
    int big = 0;
    for (int i = 0; i < 2 * pairs; i += 2) {
      little += bytes[i] != 0 && bytes[i + 1] == 0 ? 1 : 0;
      big += bytes[i] == 0 && bytes[i + 1] != 0 ? 1 : 0;
    }
    if (pairs < 2 || 10 * Math.abs(little - big) < 4 * pairs) {
      return null;
    }
    return little > big ? "UTF-16LE" : "UTF-16BE";
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i == bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
