package io.reviewscoring.bench.review;

import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** The texts that are measured with. Immutable. */
public final class ReviewTexts {
  private static final long SEED = 5;
  private static final int GENERATED = 4_000;

  /** Of IMDB reviews; half of them are shorter than 174 words. */
  private static final double LOG_MEDIAN_WORDS = Math.log(174);

  private static final double LOG_DEVIATION_WORDS = 0.6;

  private final String source;
  private final List<String> texts;
  private final Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);

  private ReviewTexts(String source, List<String> texts) {
    this.source = source;
    this.texts = List.copyOf(texts);
  }

  /** The test reviews of the IMDB data set, shuffled with a fixed seed. */
  public static ReviewTexts imdb(Path data) throws IOException {
    List<String> texts = new ArrayList<>();
    for (LabelledReview review : ImdbDataset.read(data).reviews(ImdbDataset.Split.TEST)) {
      texts.add(review.text());
    }
    if (texts.isEmpty()) {
      throw new IOException(data + ": no test reviews");
    }
    Collections.shuffle(texts, new Random(SEED));
    return new ReviewTexts("IMDB test reviews", texts);
  }

  /**
   * Texts of random words, always the same ones, as long as reviews are and with frequent words as
   * often as in language.
   *
   * @param wordsByRank the most frequent first
   */
  public static ReviewTexts generated(List<String> wordsByRank) {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < GENERATED; i++) {
      double logWords = LOG_MEDIAN_WORDS + LOG_DEVIATION_WORDS * random.nextGaussian();
      texts.add(text(wordsByRank, (int) Math.max(10, Math.exp(logWords)), random));
    }
    return new ReviewTexts("random words, for want of --data", texts);
  }

  private static String text(List<String> wordsByRank, int words, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      double rank = Math.pow(wordsByRank.size(), random.nextDouble()) - 1;
      text.append(wordsByRank.get((int) rank)).append(i % 12 == 11 ? ". " : " ");
    }
    return text.toString();
  }

  /** Where they come from, for people. */
  public String source() {
    return source;
  }

  /** Whole texts of whatever length. */
  public List<String> whole() {
    return texts;
  }

  /**
   * Texts cut so that each has exactly so many words. Where too few texts have as many, several are
   * put together.
   */
  public List<String> ofWords(int words, int count) {
    List<String> cut = new ArrayList<>(count);
    for (int i = 0; cut.size() < count; ) {
      StringJoiner joined = new StringJoiner(" ");
      int tokens = 0;
      for (; tokens < words; i++) {
        joined.add(texts.get(i % texts.size()));
        tokens = tokens(joined.toString());
      }
      cut.add(cut(joined.toString(), words));
    }
    return cut;
  }

  /** The shortest beginning that has so many tokens. */
  private String cut(String text, int words) {
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens(text.substring(0, middle)) >= words) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    // Not in the middle of the last word.
    int end = high;
    while (end < text.length() && tokens(text.substring(0, end + 1)) == words) {
      end++;
    }
    return text.substring(0, end);
  }

  private int tokens(String text) {
    return tokenizer.fingerprints(text, 1).tokens();
  }

  /** Texts as rows of ids, {@code [texts][length]}. */
  public static int[][] rows(List<String> texts, Vocabulary vocabulary, int length) {
    Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);
    SequenceEncoder encoder = new SequenceEncoder(vocabulary, length);
    int[][] rows = new int[texts.size()][length];
    for (int i = 0; i < rows.length; i++) {
      TokenFingerprints tokens = tokenizer.fingerprints(texts.get(i), length);
      encoder.encode(tokens.values(), tokens.tokens(), rows[i]);
    }
    return rows;
  }
}
