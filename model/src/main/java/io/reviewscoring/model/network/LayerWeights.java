package io.reviewscoring.model.network;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link LayeredNetwork} has learned: its tensors by name, as {@link
 * LayeredNetwork#tensors()} lists them, flat and row-major. The arrays are large and not copied:
 * whoever makes or gets weights must not write into them afterwards. Two are equal only if they are
 * the same object.
 */
public final class LayerWeights implements NetworkWeights {
  private final Map<String, float[]> tensors;

  public LayerWeights(Map<String, float[]> tensors) {
    this.tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
  }

  /** Name to numbers. */
  public Map<String, float[]> tensors() {
    return tensors;
  }

  /**
   * The numbers of one tensor.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public float[] of(String name) {
    float[] found = tensors.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no tensor " + name);
    }
    return found;
  }
}
