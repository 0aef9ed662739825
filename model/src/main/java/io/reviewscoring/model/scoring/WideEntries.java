package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import org.jspecify.annotations.Nullable;

/** What a wide part reads, made ready for scoring. Immutable and safe for use by many threads. */
final class WideEntries {
  private final Wide sizes;
  private final float scale;

  /** {@code [2^bucketBits]}. */
  private final byte[] bytes;

  /** Tag, then byte, which one reading brings {@code [2^bucketBits]}; null without tags. */
  private final short @Nullable [] tagged;

  WideEntries(Wide sizes, WideWeights weights) {
    this.sizes = sizes;
    this.scale = weights.scale();
    byte[] tags = weights.tags();
    if (sizes.isTagged() != (tags != null)) {
      throw new IllegalArgumentException("a wide part has tags if its sizes say so, and only then");
    }
    if (tags == null) {
      this.bytes = weights.buckets();
      this.tagged = null;
      return;
    }
    this.bytes = new byte[0];
    this.tagged = new short[tags.length];
    for (int i = 0; i < tags.length; i++) {
      tagged[i] = (short) ((tags[i] << Wide.TAG_BITS) | (weights.buckets()[i] & 0xff));
    }
  }

  /** A wide part for one thread. */
  WidePart newPart() {
    WidePart.Sum sum = tagged == null ? new BucketSum(sizes, bytes) : new TaggedSum(sizes, tagged);
    return new WidePart(sizes.tokens(), sum, scale);
  }
}
