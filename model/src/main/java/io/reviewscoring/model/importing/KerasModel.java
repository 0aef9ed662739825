package io.reviewscoring.model.importing;

import java.util.List;

/**
 * What was read of a Keras file.
 *
 * @param version of Keras that wrote it
 * @param layers from input to output
 * @param vocabulary of its text vectorization, as the layer lists it; empty if there is none
 */
record KerasModel(String version, List<KerasLayer> layers, List<String> vocabulary) {
  KerasModel {
    layers = List.copyOf(layers);
    vocabulary = List.copyOf(vocabulary);
  }
}
