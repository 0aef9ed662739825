package io.reviewscoring.model.network;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is applied to each number of a layer's output. */
public enum Function {
  LINEAR,
  RELU,
  TANH,
  SIGMOID;

  /** Its name, as Keras and bundles have it. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
