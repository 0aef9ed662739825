package io.reviewscoring.model.network;

/**
 * What a wide part has learned. The array is large and not copied: whoever makes or gets it must
 * not write into it afterwards. Two are equal only if they are the same object.
 */
public final class WideWeights {
  private final byte[] buckets;
  private final float scale;

  /**
   * @param buckets {@code [2^bucketBits]}
   * @param scale log odds of one unit of a byte: an n-gram adds {@code scale} times its bucket's
   *     byte
   */
  public WideWeights(byte[] buckets, float scale) {
    this.buckets = buckets;
    this.scale = scale;
  }

  /** {@code [2^bucketBits]}, -128 to 127. */
  public byte[] buckets() {
    return buckets;
  }

  /** Log odds of one unit of a byte. */
  public float scale() {
    return scale;
  }
}
