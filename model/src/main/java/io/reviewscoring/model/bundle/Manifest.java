package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.text.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a bundle says of itself.
 *
 * @param formatVersion of the bundle, {@value #FORMAT_VERSION}
 * @param modelVersion the model's name, printable and at most 200 characters
 * @param network what is computed; the manifest lists its layers
 * @param tokenizer how texts become tokens
 * @param thresholds from score to label, where the calibration has no bands
 * @param calibration by the length of texts, with thresholds of its own
 * @param languages ISO 639 codes that the model reads, like {@code en}
 * @param provenance where the model comes from
 */
public record Manifest(
    int formatVersion,
    String modelVersion,
    @JsonProperty(LayerList.FIELD)
        @JsonSerialize(using = LayerList.Writer.class)
        @JsonDeserialize(using = LayerList.Reader.class)
        Network network,
    RuleSet tokenizer,
    Thresholds thresholds,
    LengthCalibration calibration,
    List<String> languages,
    Provenance provenance) {
  public static final int FORMAT_VERSION = 2;

  public Manifest {
    checkModelVersion(modelVersion);
    if (languages.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("languages must not hold null");
    }
    languages = List.copyOf(languages);
  }

  /** Without a calibration by length. */
  public Manifest(
      int formatVersion,
      String modelVersion,
      Network network,
      RuleSet tokenizer,
      Thresholds thresholds,
      List<String> languages,
      Provenance provenance) {
    this(
        formatVersion,
        modelVersion,
        network,
        tokenizer,
        thresholds,
        LengthCalibration.NONE,
        languages,
        provenance);
  }

  /** The same with another calibration. */
  public Manifest with(LengthCalibration other) {
    return with(other, provenance);
  }

  /** The same with other figures in the provenance. */
  public Manifest with(Map<String, Double> metrics) {
    return with(
        calibration,
        new Provenance(
            provenance.preset(),
            provenance.dataSha256(),
            provenance.seed(),
            provenance.libraries(),
            metrics,
            provenance.settings()));
  }

  private Manifest with(LengthCalibration other, Provenance from) {
    return new Manifest(
        formatVersion, modelVersion, network, tokenizer, thresholds, other, languages, from);
  }

  /**
   * The network's sizes, where it is one of those that are trained here.
   *
   * @throws IllegalStateException if it is another one
   */
  public Architecture architecture() {
    if (network instanceof Architecture architecture) {
      return architecture;
    }
    throw new IllegalStateException(
        modelVersion
            + " is none of the networks that are trained here: train it where it comes from, and"
            + " import it again");
  }

  /** Gives scores their labels. */
  public Labelling labelling() {
    return new Labelling(thresholds, calibration);
  }

  /**
   * Whether a model may be named so.
   *
   * @throws IllegalArgumentException if not
   */
  public static void checkModelVersion(String modelVersion) {
    if (modelVersion.isBlank()
        || modelVersion.length() > 200
        || modelVersion.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("modelVersion must have 1 to 200 printable characters");
    }
  }
}
