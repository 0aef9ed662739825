package io.reviewscoring.model.text;

/**
 * The 64-bit fingerprint of a token: FNV-1a over its UTF-16 code units, finished by Murmur's {@code
 * fmix64}. It is part of the format of streams and saved state, so it never changes.
 */
public final class Fingerprint {
  static final long SEED = 0xcbf29ce484222325L;
  static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /** The fingerprint of a whole token, as it stands: nothing is lower-cased or trimmed. */
  public static long of(CharSequence token) {
    long hash = SEED;
    for (int i = 0; i < token.length(); i++) {
      hash = add(hash, token.charAt(i));
    }
    return finish(hash);
  }

  static long add(long hash, char codeUnit) {
    return (hash ^ codeUnit) * PRIME;
  }

  static long finish(long hash) {
    long h = hash;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return h;
  }
}
