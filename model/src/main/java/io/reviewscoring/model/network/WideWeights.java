package io.reviewscoring.model.network;

import org.jspecify.annotations.Nullable;

/**
 * What a wide part has learned. The arrays are large and not copied: whoever makes or gets them
 * must not write into them afterwards. Two are equal only if they are the same object.
 */
public final class WideWeights {
  private final byte[] buckets;
  private final byte @Nullable [] tags;
  private final float scale;

  /**
   * Without tags.
   *
   * @param buckets {@code [2^bucketBits]}
   * @param scale log odds of one unit of a byte: an n-gram adds {@code scale} times its bucket's
   *     byte
   */
  public WideWeights(byte[] buckets, float scale) {
    this(buckets, null, scale);
  }

  /**
   * @param buckets {@code [2^bucketBits]}
   * @param tags of the n-grams that the buckets belong to {@code [2^bucketBits]}; null for none
   * @param scale log odds of one unit; with tags an n-gram of the bucket's tag adds {@code scale}
   *     times its byte's square, with the byte's sign: small log odds are told apart more finely
   *     than large ones
   */
  public WideWeights(byte[] buckets, byte @Nullable [] tags, float scale) {
    this.buckets = buckets;
    this.tags = tags;
    this.scale = scale;
  }

  /** {@code [2^bucketBits]}, -128 to 127. */
  public byte[] buckets() {
    return buckets;
  }

  /** {@code [2^bucketBits]}; null if there are none. */
  public byte @Nullable [] tags() {
    return tags;
  }

  /** Log odds of one unit. */
  public float scale() {
    return scale;
  }

  /** The same with another scale. */
  public WideWeights scaled(float other) {
    return new WideWeights(buckets, tags, other);
  }
}
