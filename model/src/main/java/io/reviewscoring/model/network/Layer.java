package io.reviewscoring.model.network;

import java.util.List;

/**
 * One layer of a network, for people.
 *
 * @param name its name within the network, like {@code convolution}
 * @param kind what it does, like {@code Conv1D, ReLU}
 * @param outputShape sizes of its output for one review
 * @param parameters how many numbers training learns in it
 */
public record Layer(String name, String kind, List<Integer> outputShape, long parameters) {
  public Layer {
    outputShape = List.copyOf(outputShape);
  }
}
