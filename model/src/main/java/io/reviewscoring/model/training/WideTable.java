package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log odds of n-grams on their way into a wide part's bytes. A tagged bucket has room for one
 * n-gram: of several, the one that says the most gets it. Not thread-safe.
 */
final class WideTable {

  /** What says less is left out: it takes room from others, and a text has few of it. */
  private static final float LEAST = 0.008f;

  /**
   * Log odds of the largest byte, at least: with smaller ones nothing could be learnt on top of it.
   */
  private static final float LEAST_LARGEST = 1;

  private final Wide sizes;

  /** Log odds [buckets]. */
  private final float[] values;

  private final byte @Nullable [] tags;

  private WideTable(Wide sizes) {
    this.sizes = sizes;
    this.values = new float[sizes.buckets()];
    this.tags = sizes.isTagged() ? new byte[sizes.buckets()] : null;
  }

  /** The weights of n-grams that were learnt. */
  static WideWeights of(Wide sizes, List<NgramLogOdds> ngrams) {
    WideTable table = new WideTable(sizes);
    for (NgramLogOdds ngram : ngrams) {
      if (Math.abs(ngram.logOdds()) >= LEAST) {
        table.add(key(sizes, ngram.hash()), ngram.logOdds());
      }
    }
    return table.weights(table.unit(table.largest()));
  }

  /** Begins with what there is. */
  static WideTable on(Wide sizes, @Nullable WideWeights weights) {
    WideTable table = new WideTable(sizes);
    if (weights != null) {
      byte[] tags = weights.tags();
      for (int bucket = 0; bucket < table.values.length; bucket++) {
        int value = weights.buckets()[bucket];
        table.values[bucket] = weights.scale() * (tags == null ? value : value * Math.abs(value));
        if (table.tags != null && tags != null) {
          table.tags[bucket] = tags[bucket];
        }
      }
    }
    return table;
  }

  /** Bucket and tag of a hash, the tag in the lowest bits. */
  static int key(Wide sizes, long hash) {
    return (int) (hash >>> (Long.SIZE - sizes.bucketBits() - sizes.tagBits()));
  }

  /** Whether an n-gram's bucket is its own, or nobody's. */
  boolean hasRoom(int key) {
    if (tags == null) {
      return true;
    }
    int bucket = key >>> Wide.TAG_BITS;
    return values[bucket] == 0 || tags[bucket] == (byte) key;
  }

  /**
   * Adds log odds to those of an n-gram.
   *
   * @param key its bucket; with tags, bucket and tag
   */
  void add(int key, float logOdds) {
    if (tags == null) {
      values[key] += logOdds;
      return;
    }
    int bucket = key >>> Wide.TAG_BITS;
    byte tag = (byte) key;
    if (hasRoom(key)) {
      values[bucket] += logOdds;
      tags[bucket] = tag;
    } else if (Math.abs(logOdds) > Math.abs(values[bucket])) {
      values[bucket] = logOdds;
      tags[bucket] = tag;
    }
  }

  /**
   * The weights. What a byte stands for stays as it was, unless there was nothing to speak of:
   * bytes that stand for more would lose what others stood for.
   *
   * @param before what its bytes stood for; 0 if there were none
   */
  WideWeights weightsLike(float before) {
    boolean enough = before >= unit(LEAST_LARGEST);
    return weights(enough ? before : unit(Math.max(LEAST_LARGEST, largest())));
  }

  private float largest() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 ? 1 : largest;
  }

  /** Log odds of one unit, where the largest byte stands for this many. */
  private float unit(float largest) {
    return sizes.isTagged()
        ? largest / (Byte.MAX_VALUE * Byte.MAX_VALUE)
        : largest / Byte.MAX_VALUE;
  }

  private WideWeights weights(float unit) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      float units = values[i] / unit;
      double exact = tags == null ? units : Math.signum(units) * Math.sqrt(Math.abs(units));
      bytes[i] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, Math.round(exact)));
    }
    return new WideWeights(bytes, tags == null ? null : tags.clone(), unit);
  }
}
