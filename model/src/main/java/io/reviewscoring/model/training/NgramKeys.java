package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.NgramHashes;
import io.reviewscoring.model.text.Ngrams;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a wide part looks for a text's n-grams: their buckets; with tags, bucket and tag. Not
 * thread-safe: it keeps working space.
 */
final class NgramKeys {
  private final Wide sizes;
  private final NgramHashes hashes;

  /** Of a wide part without tags. */
  private final @Nullable Ngrams ngrams;

  NgramKeys(Wide sizes) {
    this.sizes = sizes;
    this.hashes = new NgramHashes(sizes.longest(), sizes.tokens());
    this.ngrams =
        sizes.isTagged()
            ? null
            : new Ngrams(sizes.longest(), sizes.bucketBits(), sizes.tokens(), sizes.shortTokens());
  }

  /** All distinct ones. */
  int[] of(TokenFingerprints text) {
    if (ngrams != null) {
      return Arrays.copyOf(ngrams.buckets(), ngrams.find(text.values(), text.tokens()));
    }
    return ofLength(text);
  }

  /**
   * Those of n-grams of texts of this length alone; all where texts of all lengths are alike.
   * Without tags, those that are another n-gram's of all texts are left out.
   */
  int[] own(TokenFingerprints text) {
    if (ngrams == null || sizes.shortTokens() == 0) {
      return of(text);
    }
    int[] shared = keys(text, NgramHashes.ALL);
    return IntStream.of(ofLength(text))
        .filter(key -> Arrays.binarySearch(shared, key) < 0)
        .toArray();
  }

  private int[] ofLength(TokenFingerprints text) {
    return keys(text, NgramHashes.begin(text.tokens(), sizes.shortTokens()));
  }

  /** Distinct, in ascending order. */
  private int[] keys(TokenFingerprints text, int begin) {
    int found = hashes.find(text.values(), begin);
    return Arrays.stream(hashes.hashes(), 0, found)
        .mapToInt(hash -> WideTable.key(sizes, hash))
        .sorted()
        .distinct()
        .toArray();
  }
}
