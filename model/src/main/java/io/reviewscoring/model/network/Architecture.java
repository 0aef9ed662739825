package io.reviewscoring.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a network: embedding, one-dimensional convolution with ReLU (no padding, stride 1),
 * max pooling (positions that don't fill a window are dropped), LSTM, one sigmoid unit. The unit
 * reads the LSTM's last output, and in {@value #EMBEDDING_CONV_LSTM_MAX} also the maximum of its
 * outputs over all steps, those of pads included.
 *
 * @param type {@value #EMBEDDING_CONV_LSTM} or {@value #EMBEDDING_CONV_LSTM_MAX}
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
  public static final String EMBEDDING_CONV_LSTM_MAX = "embedding-conv-lstm-max";

  /** The types that there are. */
  public static final List<String> TYPES = List.of(EMBEDDING_CONV_LSTM, EMBEDDING_CONV_LSTM_MAX);

  /** The largest product of vocabulary, kernel and filters: what a scorer keeps as its table. */
  public static final long MAX_TABLE = 64L << 20;

  /**
   * @throws IllegalArgumentException in one line, if a size is outside of its bounds
   */
  public Architecture {
    if (!TYPES.contains(type)) {
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

  /** Whether the dense unit reads the maximum over the steps beside the last output. */
  public boolean readsMaximum() {
    return type.equals(EMBEDDING_CONV_LSTM_MAX);
  }

  /** Inputs of the dense unit: the last output, then the maximum if it is read. */
  public int denseInputs() {
    return readsMaximum() ? 2 * lstmUnits : lstmUnits;
  }

  /** The layers from input to output. */
  public List<Layer> layers() {
    long lstm = 4L * lstmUnits * (filters + lstmUnits + 1);
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Layer(
            "embedding",
            "Embedding",
            List.of(sequenceLength, embeddingSize),
            (long) vocabularySize * embeddingSize));
    layers.add(
        new Layer(
            "convolution",
            "Conv1D " + filters + "×" + kernelSize + ", ReLU",
            List.of(positions(), filters),
            (long) kernelSize * embeddingSize * filters + filters));
    layers.add(new Layer("pooling", "MaxPooling1D " + poolSize, List.of(steps(), filters), 0));
    if (readsMaximum()) {
      layers.add(new Layer("lstm", "LSTM " + lstmUnits, List.of(steps(), lstmUnits), lstm));
      layers.add(new Layer("summary", "last and maximum", List.of(denseInputs()), 0));
    } else {
      layers.add(new Layer("lstm", "LSTM " + lstmUnits, List.of(lstmUnits), lstm));
    }
    layers.add(new Layer("dense", "Dense 1, sigmoid", List.of(1), denseInputs() + 1L));
    return List.copyOf(layers);
  }
}
