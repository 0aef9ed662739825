package io.reviewscoring.model.importing;

import io.reviewscoring.model.text.RowLayout;
import io.reviewscoring.model.text.RowLayout.Side;
import io.reviewscoring.model.text.RowLayout.Unknown;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which ids a model gives to words, and how it fills a row with them. Pads are 0.
 *
 * @param words the most frequent first
 * @param firstWord the first word's id; those of the others follow
 * @param start the id that begins a text; null if there is none
 * @param unknown the id of other words; null if they are left out
 * @param tokens how many of a text's last tokens are looked at, where a row may need more than it
 *     has places
 */
record WordIds(
    List<String> words,
    int firstWord,
    @Nullable Integer start,
    @Nullable Integer unknown,
    Side padding,
    Side truncation,
    int tokens) {
  WordIds {
    words = List.copyOf(words);
  }

  /** The same with the words below a limit alone, as far as a model has rows for them. */
  WordIds below(int limit) {
    int most = Math.max(0, Math.min(words.size(), limit - firstWord));
    return new WordIds(
        words.subList(0, most), firstWord, start, unknown, padding, truncation, tokens);
  }

  /** Ids of the bundle's vocabulary. */
  int size() {
    return Vocabulary.FIRST_WORD + words.size();
  }

  RowLayout layout(int sequenceLength) {
    Unknown kind = unknown == null ? Unknown.DROPPED : unknown == 0 ? Unknown.PAD : Unknown.ID;
    RowLayout wanted =
        new RowLayout(start != null, kind, padding, truncation, Math.max(sequenceLength, tokens));
    return wanted.looksFurtherBack()
        ? wanted
        : new RowLayout(start != null, kind, padding, truncation, sequenceLength);
  }

  /**
   * The rows of an embedding at the places that bundles have for pads, start, unknown and words;
   * what has no row is 0.
   */
  float[] rows(Array embedding) throws ImportException {
    int width = embedding.shape().get(1);
    float[] rows = new float[size() * width];
    put(embedding, 0, rows, Vocabulary.PAD);
    if (start != null) {
      put(embedding, start, rows, Vocabulary.START);
    }
    if (unknown != null) {
      put(embedding, unknown, rows, Vocabulary.UNKNOWN);
    }
    for (int i = 0; i < words.size(); i++) {
      put(embedding, firstWord + i, rows, Vocabulary.FIRST_WORD + i);
    }
    return rows;
  }

  private static void put(Array embedding, int from, float[] rows, int to) throws ImportException {
    int width = embedding.shape().get(1);
    if (from < 0 || from >= embedding.shape().get(0)) {
      throw new ImportException(
          "the embedding has rows for %s ids, and none for the id %s"
              .formatted(embedding.shape().get(0), from));
    }
    System.arraycopy(embedding.values(), from * width, rows, to * width, width);
  }
}
