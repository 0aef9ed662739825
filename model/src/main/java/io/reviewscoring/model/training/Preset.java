package io.reviewscoring.model.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training is told, as data; the shipped ones are in {@code presets.json}.
 *
 * @param description one sentence
 * @param tokenizer rules that tell words apart; {@link RuleSet#KERAS} if null
 * @param type of the architecture; {@value Architecture#EMBEDDING_CONV_LSTM} if null
 * @param vocabularySize ids that the embedding knows, the reserved ones included
 * @param sequenceLength tokens of a review that the network reads, start id included
 * @param embeddingSize floats per word
 * @param dropout share of the embedding's outputs that a training step drops, 0 to 1
 * @param filters outputs of the convolution
 * @param kernelSize words under one convolution step
 * @param poolSize convolution steps under one maximum
 * @param lstmUnits width of the recurrent state
 * @param denseDropout share of the dense unit's inputs that a training step drops, 0 to 1
 * @param learningRate of Adam
 * @param schedule what the learning rate does over the steps; {@link Schedule#CONSTANT} if null
 * @param batchSize reviews per step
 * @param epochs passes over the data; the best is kept
 * @param shortRows whether a training step on short texts reads rows as short as they are
 * @param validationReviews of each source, held out to choose by
 * @param calibrationReviews of each source, others that are held out to calibrate by
 * @param crops pieces of long reviews that are learnt from too; none if null
 * @param wide the part beside the network; none if null
 * @param unlabelled how word vectors are learnt from texts without labels; not if null
 */
public record Preset(
    String description,
    RuleSet tokenizer,
    @Nullable String type,
    int vocabularySize,
    int sequenceLength,
    int embeddingSize,
    double dropout,
    int filters,
    int kernelSize,
    int poolSize,
    int lstmUnits,
    double denseDropout,
    double learningRate,
    Schedule schedule,
    int batchSize,
    int epochs,
    boolean shortRows,
    int validationReviews,
    int calibrationReviews,
    @Nullable Crops crops,
    @Nullable WidePart wide,
    @Nullable Unlabelled unlabelled) {

  /** What the learning rate does from step to step. */
  public enum Schedule {
    /** It stays. */
    @JsonProperty("constant")
    CONSTANT,
    /** It grows for the first 50 steps, and falls in a straight line to 0 at the last. */
    @JsonProperty("linear")
    LINEAR
  }

  /**
   * Logistic regression on the presence of word n-grams.
   *
   * @param longest words of its longest n-grams
   * @param bucketBits they fall into 2^bucketBits buckets
   * @param tokens of a text's end that it reads
   * @param shortTokens texts of at most so many tokens are short; 0 if it makes no difference
   * @param minimumReviews labelled reviews that an n-gram must be in
   * @param cost of an error against the weights' squares: smaller is smoother
   * @param refit whether what ships has learnt most of the reviews that are held out from the
   *     network, too
   */
  public record WidePart(
      int longest,
      int bucketBits,
      int tokens,
      int shortTokens,
      int minimumReviews,
      double cost,
      boolean refit) {
    /**
     * @throws IllegalArgumentException in one line, if a value is outside of its bounds
     */
    public WidePart {
      Wide.tagged(longest, bucketBits, tokens, shortTokens);
      check(minimumReviews >= 1, "wide.minimumReviews must be 1 or more", minimumReviews);
      check(cost > 0, "wide.cost must be above 0", cost);
    }

    Wide sizes() {
      return Wide.tagged(longest, bucketBits, tokens, shortTokens);
    }
  }

  /**
   * Pieces of labelled reviews that are longer than they, with the review's label.
   *
   * @param count of each review
   * @param from tokens of the shortest
   * @param to tokens of the longest
   * @param weight how much a piece counts beside its review
   * @param tail tokens at a review's end that are one more piece; 0 for none
   * @param tailWeight how much that piece counts beside its review
   */
  public record Crops(int count, int from, int to, double weight, int tail, double tailWeight) {
    /**
     * @throws IllegalArgumentException in one line, if a value is outside of its bounds
     */
    public Crops {
      check(count >= 0, "crops.count must be 0 or more", count);
      check(from >= 1, "crops.from must be 1 or more", from);
      check(to >= from, "crops.to must be crops.from or more", to);
      check(tail >= 0, "crops.tail must be 0 or more", tail);
      check(weight > 0, "crops.weight must be above 0", weight);
      check(tail == 0 || tailWeight > 0, "crops.tailWeight must be above 0", tailWeight);
    }
  }

  /**
   * How the embedding's vectors are learnt from texts without labels, before the network: {@link
   * SkipGram}.
   *
   * @param passes over the texts
   * @param window words to each side, at most, that are a word's neighbours
   * @param negatives words that each neighbour is told from
   * @param rate of the first step; it falls to 0
   */
  public record Unlabelled(int passes, int window, int negatives, double rate) {
    /**
     * @throws IllegalArgumentException in one line, if a value is outside of its bounds
     */
    public Unlabelled {
      check(passes >= 1, "unlabelled.passes must be 1 or more", passes);
      check(window >= 1, "unlabelled.window must be 1 or more", window);
      check(negatives >= 1, "unlabelled.negatives must be 1 or more", negatives);
      check(rate > 0, "unlabelled.rate must be above 0", rate);
    }
  }

  /**
   * @throws IllegalArgumentException in one line, if a value is outside of its bounds
   */
  public Preset {
    tokenizer = Objects.requireNonNullElse(tokenizer, RuleSet.KERAS);
    schedule = Objects.requireNonNullElse(schedule, Schedule.CONSTANT);
    check(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1", dropout);
    check(
        denseDropout >= 0 && denseDropout < 1,
        "denseDropout must be from 0 to below 1",
        denseDropout);
    check(learningRate > 0, "learningRate must be above 0", learningRate);
    check(batchSize >= 1, "batchSize must be 1 or more", batchSize);
    check(epochs >= 1, "epochs must be 1 or more", epochs);
    check(validationReviews >= 2, "validationReviews must be 2 or more", validationReviews);
    check(calibrationReviews >= 2, "calibrationReviews must be 2 or more", calibrationReviews);
  }

  private static void check(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }

  /** The shipped presets by name. */
  public static Map<String, Preset> shipped() {
    try (InputStream in = Preset.class.getResourceAsStream("presets.json")) {
      if (in == null) {
        throw new IllegalStateException("presets.json is not on the class path");
      }
      return new ObjectMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, Preset>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network that this preset trains, and what stands beside it. */
  public Architecture architecture() {
    return new Architecture(
        type == null ? Architecture.EMBEDDING_CONV_LSTM : type,
        vocabularySize,
        sequenceLength,
        embeddingSize,
        filters,
        kernelSize,
        poolSize,
        lstmUnits,
        wide == null ? null : wide.sizes());
  }

  /** The same with an embedding of another width. */
  public Preset withEmbeddingSize(int size) {
    return new Preset(
        description,
        tokenizer,
        type,
        vocabularySize,
        sequenceLength,
        size,
        dropout,
        filters,
        kernelSize,
        poolSize,
        lstmUnits,
        denseDropout,
        learningRate,
        schedule,
        batchSize,
        epochs,
        shortRows,
        validationReviews,
        calibrationReviews,
        crops,
        wide,
        unlabelled);
  }

  /** What the architecture does not say, for the bundle's provenance. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("batchSize", Integer.toString(batchSize));
    settings.put("calibrationReviews", Integer.toString(calibrationReviews));
    settings.put("denseDropout", Double.toString(denseDropout));
    settings.put("dropout", Double.toString(dropout));
    settings.put("epochs", Integer.toString(epochs));
    settings.put("learningRate", Double.toString(learningRate));
    settings.put("optimizer", "adam");
    settings.put("schedule", schedule.name().toLowerCase(Locale.ROOT));
    settings.put("shortRows", Boolean.toString(shortRows));
    settings.put("validationReviews", Integer.toString(validationReviews));
    if (crops != null) {
      settings.put(
          "crops",
          String.format(
              Locale.ROOT,
              "%d of %d to %d tokens, weight %s; the last %d, weight %s",
              crops.count(),
              crops.from(),
              crops.to(),
              crops.weight(),
              crops.tail(),
              crops.tailWeight()));
    }
    if (wide != null) {
      settings.put("wide.cost", Double.toString(wide.cost()));
      settings.put("wide.minimumReviews", Integer.toString(wide.minimumReviews()));
      settings.put("wide.refit", Boolean.toString(wide.refit()));
    }
    if (unlabelled != null) {
      settings.put("unlabelled.negatives", Integer.toString(unlabelled.negatives()));
      settings.put("unlabelled.passes", Integer.toString(unlabelled.passes()));
      settings.put("unlabelled.rate", Double.toString(unlabelled.rate()));
      settings.put("unlabelled.window", Integer.toString(unlabelled.window()));
    }
    return settings;
  }
}
