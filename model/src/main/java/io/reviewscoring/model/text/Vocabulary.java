package io.reviewscoring.model.text;

import java.util.List;
import java.util.Optional;

/**
 * A model's words and their ids, laid out as Keras' IMDB data has them: {@value #PAD} pads, {@value
 * #START} begins a review, {@value #UNKNOWN} stands for every other word, and the word of rank r
 * (from 1, the most frequent) has the id r + 3. Ids at or past the limit do not exist: such words
 * are unknown.
 *
 * <p>Looked up by fingerprint, in an open addressing table from long to int. Immutable and safe for
 * use by many threads.
 */
public final class Vocabulary {
  public static final int PAD = 0;
  public static final int START = 1;
  public static final int UNKNOWN = 2;

  /** The id of the most frequent word. */
  public static final int FIRST_WORD = 4;

  /** Far more than words that nobody chose for it ever need. */
  private static final int MAX_PROBES = 1000;

  private final List<String> words;
  private final int limit;

  /** Length a power of two, at least twice the words; a slot is free where its id is 0. */
  private final long[] keys;

  private final int[] ids;

  /**
   * @param wordsByRank distinct words, the most frequent first; those with ids past the limit are
   *     left out
   * @param limit the first id that does not exist, at least {@value #FIRST_WORD}
   * @throws IllegalArgumentException if two words have the same fingerprint, naming both, or if so
   *     many crowd together that looking one up would take long
   */
  public Vocabulary(List<String> wordsByRank, int limit) {
    if (limit < FIRST_WORD) {
      throw new IllegalArgumentException(
          "a vocabulary's limit must be " + FIRST_WORD + " or more, not " + limit);
    }
    this.limit = limit;
    this.words =
        List.copyOf(wordsByRank.subList(0, Math.min(wordsByRank.size(), limit - FIRST_WORD)));
    int capacity = Integer.highestOneBit(Math.max(words.size(), 1)) * 4;
    this.keys = new long[capacity];
    this.ids = new int[capacity];
    for (int i = 0; i < words.size(); i++) {
      put(words.get(i), FIRST_WORD + i);
    }
  }

  private void put(String word, int id) {
    long fingerprint = Fingerprint.of(word);
    int slot = slot(fingerprint);
    int probes = (slot - (int) fingerprint) & (keys.length - 1);
    if (probes > MAX_PROBES) {
      throw new IllegalArgumentException(
          "%s words crowd around the fingerprint of '%s'".formatted(probes, word));
    }
    if (ids[slot] != 0) {
      throw new IllegalArgumentException(
          "the words '%s' and '%s' have the same fingerprint"
              .formatted(words.get(ids[slot] - FIRST_WORD), word));
    }
    keys[slot] = fingerprint;
    ids[slot] = id;
  }

  /** Where the fingerprint stands, or the free slot where it would be put. */
  private int slot(long fingerprint) {
    int mask = keys.length - 1;
    int slot = (int) fingerprint & mask;
    while (ids[slot] != 0 && keys[slot] != fingerprint) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The id of the word with this fingerprint, or {@link #UNKNOWN}. */
  public int id(long fingerprint) {
    int id = ids[slot(fingerprint)];
    return id == 0 ? UNKNOWN : id;
  }

  /** The id of a token as the tokenizer gives it, or {@link #UNKNOWN}. */
  public int id(String word) {
    return id(Fingerprint.of(word));
  }

  /** The first id that does not exist. */
  public int limit() {
    return limit;
  }

  /** The words that have an id, by rank. Immutable. */
  public List<String> words() {
    return words;
  }

  /** The word behind an id; none for padding, start, unknown and ids that no word has. */
  public Optional<String> wordOf(int id) {
    int index = id - FIRST_WORD;
    return index >= 0 && index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
  }
}
