package io.reviewscoring.model.bundle;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.RuleSet;
import java.util.List;
import java.util.Objects;

/**
 * What a bundle says of itself.
 *
 * @param formatVersion of the bundle, {@value #FORMAT_VERSION}
 * @param modelVersion the model's name, printable and at most 200 characters
 * @param architecture sizes of the network, the sequence length among them
 * @param tokenizer how texts become tokens
 * @param thresholds from score to label
 * @param languages ISO 639 codes that the model reads, like {@code en}
 * @param provenance where the model comes from
 */
public record Manifest(
    int formatVersion,
    String modelVersion,
    Architecture architecture,
    RuleSet tokenizer,
    Thresholds thresholds,
    List<String> languages,
    Provenance provenance) {
  public static final int FORMAT_VERSION = 1;

  public Manifest {
    checkModelVersion(modelVersion);
    if (languages.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("languages must not hold null");
    }
    languages = List.copyOf(languages);
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
