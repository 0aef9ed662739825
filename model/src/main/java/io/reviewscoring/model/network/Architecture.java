package io.reviewscoring.model.network;

import java.util.List;

/**
 * The sizes of a network: embedding, one-dimensional convolution with ReLU (no padding, stride 1),
 * max pooling (positions that don't fill a window are dropped), LSTM whose last output feeds one
 * sigmoid unit.
 *
 * @param type {@value #EMBEDDING_CONV_LSTM}, the only one so far
 * @param vocabularySize ids, those for padding, start and unknown included
 * @param sequenceLength ids in a row
 * @param embeddingSize numbers per id
 * @param filters of the convolution
 * @param kernelSize places that a filter sees
 * @param poolSize convolution outputs per step of the LSTM
 * @param lstmUnits width of the LSTM
 */
public record Architecture(
    String type,
    int vocabularySize,
    int sequenceLength,
    int embeddingSize,
    int filters,
    int kernelSize,
    int poolSize,
    int lstmUnits) {
  public static final String EMBEDDING_CONV_LSTM = "embedding-conv-lstm";

  /** The largest product of vocabulary, kernel and filters: what a scorer keeps as its table. */
  public static final long MAX_TABLE = 64L << 20;

  /**
   * @throws IllegalArgumentException in one line, if a size is outside of its bounds
   */
  public Architecture {
    if (!EMBEDDING_CONV_LSTM.equals(type)) {
      throw new IllegalArgumentException("unknown architecture '" + type + "'");
    }
    check("vocabularySize", vocabularySize, 4, 1 << 20);
    check("sequenceLength", sequenceLength, 1, 10_000);
    check("embeddingSize", embeddingSize, 1, 1024);
    check("filters", filters, 1, 1024);
    check("kernelSize", kernelSize, 1, 64);
    check("poolSize", poolSize, 1, 64);
    check("lstmUnits", lstmUnits, 1, 1024);
    if (sequenceLength < kernelSize + poolSize - 1) {
      throw new IllegalArgumentException(
          "sequenceLength %d leaves no step for kernelSize %d and poolSize %d"
              .formatted(sequenceLength, kernelSize, poolSize));
    }
    if ((long) vocabularySize * kernelSize * filters > MAX_TABLE) {
      throw new IllegalArgumentException(
          "vocabularySize × kernelSize × filters must be at most " + MAX_TABLE);
    }
    if ((long) vocabularySize * embeddingSize > MAX_TABLE) {
      throw new IllegalArgumentException(
          "vocabularySize × embeddingSize must be at most " + MAX_TABLE);
    }
  }

  private static void check(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(name, from, to, value));
    }
  }

  /** Outputs of the convolution for one row. */
  public int positions() {
    return sequenceLength - kernelSize + 1;
  }

  /** Steps of the LSTM for one row. */
  public int steps() {
    return positions() / poolSize;
  }

  /** The layers from input to output. */
  public List<Layer> layers() {
    long lstm = 4L * lstmUnits * (filters + lstmUnits + 1);
    return List.of(
        new Layer(
            "embedding",
            "Embedding",
            List.of(sequenceLength, embeddingSize),
            (long) vocabularySize * embeddingSize),
        new Layer(
            "convolution",
            "Conv1D " + filters + "×" + kernelSize + ", ReLU",
            List.of(positions(), filters),
            (long) kernelSize * embeddingSize * filters + filters),
        new Layer("pooling", "MaxPooling1D " + poolSize, List.of(steps(), filters), 0),
        new Layer("lstm", "LSTM " + lstmUnits, List.of(lstmUnits), lstm),
        new Layer("dense", "Dense 1, sigmoid", List.of(1), lstmUnits + 1L));
  }
}
