package io.reviewscoring.model.explanation;

import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the words that move a text's score most: each distinct word is left out in all its places
 * at once, and the text is scored again by the same scorer. Only words count that the model reads
 * and knows.
 *
 * <p>Left out means that an unknown word stands in its place, as if the model had never learnt the
 * word. Were the place closed up, its neighbours would become neighbours of each other, all words
 * before it would move, and a long text would begin elsewhere: such a difference is not the one
 * word's. Unknown words, on the other hand, the model has met in training. Of the five strongest
 * words in 150 test reviews of IMDB, those that lean clearly to one side in the training reviews
 * had the sign of that side in 98 to 99 % of the cases (two models); with the places closed up, in
 * 97 to 98 %.
 *
 * <p>The effects don't add up to the score: words act together ("not" and "good"), and a score near
 * 0 or 1 hardly moves by any one word.
 *
 * <p>Costs one more scoring for each distinct word, at most as many as the model reads. The same
 * text gives the same words, order and bits on every machine. For one thread.
 */
public final class WordEvidence {
  /** Longer ones, such as addresses of pages, say nothing to a reader, and fill events. */
  static final int MAX_WORD_CHARS = 100;

  private static final Comparator<WordEffect> STRONGEST_FIRST =
      Comparator.comparingDouble((WordEffect each) -> -Math.abs(each.effect()))
          .thenComparing(WordEffect::word);

  private final Scorer scorer;
  private final Vocabulary vocabulary;
  private final int readTokens;
  private final long unknown;

  /**
   * Evidence for one model.
   *
   * @param scorer of that model; its {@link Scorer#knownTokens} tells of an edited text after a
   *     call
   * @param vocabulary of that model
   * @param readTokens how many of a text's last tokens that model reads
   */
  public WordEvidence(Scorer scorer, Vocabulary vocabulary, int readTokens) {
    this.scorer = scorer;
    this.vocabulary = vocabulary;
    this.readTokens = readTokens;
    this.unknown = unknownTo(vocabulary);
  }

  private static long unknownTo(Vocabulary vocabulary) {
    long fingerprint = 0;
    while (vocabulary.id(fingerprint) != Vocabulary.UNKNOWN) {
      fingerprint++;
    }
    return fingerprint;
  }

  /**
   * The words with the strongest effects of a text.
   *
   * @param fingerprints of its last tokens and {@code tokens} of the whole text, as for {@link
   *     Scorer#score(long[], int)}; not changed
   * @param score what the scorer gave this text
   * @param most how many words at most
   * @return the strongest first, equal ones by the word; none without effect
   */
  public List<WordEffect> of(long[] fingerprints, int tokens, float score, int most) {
    int first = Math.max(0, fingerprints.length - readTokens);
    long[] read = Arrays.copyOfRange(fingerprints, first, fingerprints.length);
    long[] edited = read.clone();
    Set<Long> seen = new HashSet<>();
    List<WordEffect> effects = new ArrayList<>();
    for (long fingerprint : read) {
      String word = vocabulary.wordOf(vocabulary.id(fingerprint)).orElse("");
      if (word.isEmpty() || word.length() > MAX_WORD_CHARS || !seen.add(fingerprint)) {
        continue;
      }
      for (int i = 0; i < read.length; i++) {
        edited[i] = read[i] == fingerprint ? unknown : read[i];
      }
      float effect = score - scorer.score(edited, tokens);
      if (effect != 0) {
        effects.add(new WordEffect(word, effect));
      }
    }
    effects.sort(STRONGEST_FIRST);
    return List.copyOf(effects.subList(0, Math.min(most, effects.size())));
  }
}
