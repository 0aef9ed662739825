package io.reviewscoring.model.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.network.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * @param learningRate of Adam
 * @param batchSize reviews per step
 * @param epochs passes over the data; the best is kept
 * @param validationReviews reviews of the training split that are held out
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
    double learningRate,
    int batchSize,
    int epochs,
    int validationReviews) {

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

  /** What the architecture does not say, for the bundle's provenance. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("batchSize", Integer.toString(batchSize));
    settings.put("dropout", Double.toString(dropout));
    settings.put("epochs", Integer.toString(epochs));
    settings.put("learningRate", Double.toString(learningRate));
    settings.put("optimizer", "adam");
    settings.put("validationReviews", Integer.toString(validationReviews));
    return settings;
  }
}
