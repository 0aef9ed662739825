package io.reviewscoring.model.training;

import io.reviewscoring.model.text.Vocabulary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Learns a vector for each word from the words around it: skip-grams with negative sampling
 * (Mikolov et al., "Distributed representations of words and phrases and their compositionality",
 * NIPS 2013). It needs no labels. The same texts in the same order with the same seed give the same
 * vectors. For one thread.
 */
final class SkipGram {

  /** Words that are more frequent than this share are left out now and then. */
  private static final double FREQUENT = 1e-4;

  private static final int NOISE = 1 << 20;
  private static final double NOISE_POWER = 0.75;
  private static final double LEAST_RATE = 1e-4;
  private static final float RANGE = 8;
  private static final int SIGMOIDS = 1 << 12;

  /** The root mean square of what comes out: a training moves them further than random ones. */
  private static final double SIZE = 0.1;

  private final Preset.Unlabelled settings;
  private final List<int[]> texts;
  private final SplittableRandom random;

  /** Of a word, and of a word as the neighbour of others [ids][width]. */
  private final float[][] words;

  private final float[][] neighbours;

  /** How often an occurrence is taken [ids]. */
  private final float[] taken;

  /** Ids as often as they are drawn to be told from neighbours. */
  private final int[] noise = new int[NOISE];

  private final float[] sigmoids = new float[SIGMOIDS];
  private final float[] step;

  /**
   * @param texts ids of the words of each [texts][words]; ids of no word are skipped
   * @param limit the first id that does not exist
   * @param width of a vector
   */
  SkipGram(Preset.Unlabelled settings, List<int[]> texts, int limit, int width, long seed) {
    this.settings = settings;
    this.texts = texts;
    this.random = new SplittableRandom(seed);
    this.words = new float[limit][width];
    this.neighbours = new float[limit][width];
    this.step = new float[width];
    this.taken = new float[limit];
    for (int i = 0; i < SIGMOIDS; i++) {
      double at = (2 * (i + 0.5) / SIGMOIDS - 1) * RANGE;
      sigmoids[i] = (float) (1 / (1 + StrictMath.exp(-at)));
    }
    for (float[] word : words) {
      for (int i = 0; i < width; i++) {
        word[i] = (float) ((random.nextDouble() - 0.5) / width);
      }
    }
    count(limit);
  }

  private void count(int limit) {
    double[] counts = new double[limit];
    double all = 0;
    for (int[] text : texts) {
      for (int id : text) {
        if (id >= Vocabulary.FIRST_WORD) {
          counts[id]++;
          all++;
        }
      }
    }
    double powers = 0;
    for (int id = 0; id < limit; id++) {
      double share = FREQUENT * all / counts[id];
      taken[id] = counts[id] == 0 ? 0 : (float) (Math.sqrt(share) + share);
      powers += StrictMath.pow(counts[id], NOISE_POWER);
    }
    double sum = 0;
    int at = 0;
    for (int id = 0; id < limit; id++) {
      sum += StrictMath.pow(counts[id], NOISE_POWER);
      while (at < NOISE && at < sum / powers * NOISE) {
        noise[at++] = id;
      }
    }
  }

  /**
   * Learns.
   *
   * @param progress hears, before each text of each pass, how many are done, and last that all are;
   *     what it throws ends the learning
   * @return id to vector [width] of each word that the texts have
   */
  Map<Integer, float[]> learn(LongConsumer progress) {
    long steps = (long) settings.passes() * texts.size();
    long done = 0;
    for (int pass = 0; pass < settings.passes(); pass++) {
      for (int[] text : texts) {
        progress.accept(done);
        double left = 1 - (double) done++ / steps;
        learn(some(text), (float) (settings.rate() * Math.max(LEAST_RATE, left)));
      }
    }
    progress.accept(done);
    return sized();
  }

  private int[] some(int[] text) {
    int[] some = new int[text.length];
    int count = 0;
    for (int id : text) {
      if (id >= Vocabulary.FIRST_WORD && random.nextDouble() < taken[id]) {
        some[count++] = id;
      }
    }
    return Arrays.copyOf(some, count);
  }

  private void learn(int[] text, float rate) {
    for (int i = 0; i < text.length; i++) {
      int window = 1 + random.nextInt(settings.window());
      int to = Math.min(text.length - 1, i + window);
      for (int j = Math.max(0, i - window); j <= to; j++) {
        if (j != i) {
          learn(words[text[j]], text[i], rate);
        }
      }
    }
  }

  /** A word, a neighbour that it has, and some that it hasn't. */
  private void learn(float[] word, int neighbour, float rate) {
    Arrays.fill(step, 0);
    learn(word, neighbours[neighbour], 1, rate);
    for (int i = 0; i < settings.negatives(); i++) {
      int other = noise[random.nextInt() >>> 12];
      if (other != neighbour) {
        learn(word, neighbours[other], 0, rate);
      }
    }
    for (int i = 0; i < step.length; i++) {
      word[i] += step[i];
    }
  }

  private void learn(float[] word, float[] neighbour, float wanted, float rate) {
    float amount = rate * (wanted - sigmoid(product(word, neighbour)));
    for (int i = 0; i < step.length; i++) {
      step[i] += amount * neighbour[i];
    }
    for (int i = 0; i < word.length; i++) {
      neighbour[i] += amount * word[i];
    }
  }

  /** In four sums, so that an addition needn't wait for the one before. */
  private static float product(float[] one, float[] other) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < one.length; i += 4) {
      a += one[i] * other[i];
      b += one[i + 1] * other[i + 1];
      c += one[i + 2] * other[i + 2];
      d += one[i + 3] * other[i + 3];
    }
    for (; i < one.length; i++) {
      a += one[i] * other[i];
    }
    return a + b + (c + d);
  }

  private float sigmoid(float logit) {
    int at = (int) ((logit / RANGE + 1) * (SIGMOIDS / 2f));
    return sigmoids[Math.max(0, Math.min(SIGMOIDS - 1, at))];
  }

  private Map<Integer, float[]> sized() {
    double squares = 0;
    long count = 0;
    for (int id = 0; id < words.length; id++) {
      for (int i = 0; taken[id] > 0 && i < step.length; i++) {
        squares += (double) words[id][i] * words[id][i];
        count++;
      }
    }
    float factor = (float) (SIZE / Math.sqrt(squares / Math.max(1, count)));
    Map<Integer, float[]> vectors = new HashMap<>();
    for (int id = 0; id < words.length; id++) {
      if (taken[id] > 0) {
        for (int i = 0; i < step.length; i++) {
          words[id][i] *= factor;
        }
        vectors.put(id, words[id]);
      }
    }
    return vectors;
  }
}
