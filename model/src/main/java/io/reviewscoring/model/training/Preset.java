package io.reviewscoring.model.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.network.Architecture;
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
 * @param epochs passes of a network over the data; the best is kept
 * @param validationReviews reviews of the training split that are held out
 * @param teacher scores the unlabelled reviews, which are then learned from too; if null, they are
 *     not
 */
public record Preset(
    String description,
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
    int validationReviews,
    @Nullable Teacher teacher) {

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
   * A linear model on word n-grams that scores unlabelled reviews.
   *
   * @param ngram words in its longest features, 1 to 5
   * @param minimumReviews labelled reviews that a feature must be in
   * @param cost of an error against the weights' squares: smaller is smoother
   * @param rounds networks that are trained one after another, each after the first from the mean
   *     of the teacher's and the last network's log odds
   */
  public record Teacher(int ngram, int minimumReviews, double cost, int rounds) {
    /**
     * @throws IllegalArgumentException in one line, if a value is outside of its bounds
     */
    public Teacher {
      check(ngram >= 1 && ngram <= 5, "teacher.ngram must be from 1 to 5", ngram);
      check(minimumReviews >= 1, "teacher.minimumReviews must be 1 or more", minimumReviews);
      check(cost > 0, "teacher.cost must be above 0", cost);
      check(rounds >= 1, "teacher.rounds must be 1 or more", rounds);
    }
  }

  /**
   * @throws IllegalArgumentException in one line, if a value is outside of its bounds
   */
  public Preset {
    schedule = Objects.requireNonNullElse(schedule, Schedule.CONSTANT);
    check(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1", dropout);
    check(
        denseDropout >= 0 && denseDropout < 1,
        "denseDropout must be from 0 to below 1",
        denseDropout);
    check(learningRate > 0, "learningRate must be above 0", learningRate);
    check(batchSize >= 1, "batchSize must be 1 or more", batchSize);
    check(epochs >= 1, "epochs must be 1 or more", epochs);
    check(validationReviews >= 1, "validationReviews must be 1 or more", validationReviews);
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

  /** The network that this preset trains. */
  public Architecture architecture() {
    return new Architecture(
        type == null ? Architecture.EMBEDDING_CONV_LSTM : type,
        vocabularySize,
        sequenceLength,
        embeddingSize,
        filters,
        kernelSize,
        poolSize,
        lstmUnits);
  }

  /** The same with an embedding of another width. */
  public Preset withEmbeddingSize(int size) {
    return new Preset(
        description,
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
        validationReviews,
        teacher);
  }

  /** Networks that are trained one after another. */
  int rounds() {
    return teacher == null ? 1 : teacher.rounds();
  }

  /** What the architecture does not say, for the bundle's provenance. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("batchSize", Integer.toString(batchSize));
    settings.put("denseDropout", Double.toString(denseDropout));
    settings.put("dropout", Double.toString(dropout));
    settings.put("epochs", Integer.toString(epochs));
    settings.put("learningRate", Double.toString(learningRate));
    settings.put("optimizer", "adam");
    settings.put("schedule", schedule.name().toLowerCase(Locale.ROOT));
    if (teacher != null) {
      settings.put("teacher.cost", Double.toString(teacher.cost()));
      settings.put("teacher.minimumReviews", Integer.toString(teacher.minimumReviews()));
      settings.put("teacher.ngram", Integer.toString(teacher.ngram()));
      settings.put("teacher.rounds", Integer.toString(teacher.rounds()));
    }
    settings.put("validationReviews", Integer.toString(validationReviews));
    return settings;
  }
}
