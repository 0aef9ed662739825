package io.reviewscoring.bench.scorer;

import java.util.List;
import java.util.Optional;

/**
 * What all engines do with one network.
 *
 * @param model the network's version
 * @param largestDifference between any engine's score and ours
 * @param quantizedDifference the same of ONNX Runtime's quantized form, which is not timed where it
 *     is too large
 */
public record NetworkFigures(
    String model,
    double largestDifference,
    double quantizedDifference,
    List<ScorerFigure> figures) {

  /** How far a quantized form's score may be off. */
  public static final double QUANTIZED_TOLERANCE = 0.01;

  /** One of the figures. */
  public Optional<ScorerFigure> figure(String engine, int threads, int words) {
    return figures.stream()
        .filter(each -> each.engine().equals(engine))
        .filter(each -> each.threads() == threads && each.words() == words)
        .findFirst();
  }
}
