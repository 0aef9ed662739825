package io.reviewscoring.model.network;

import io.reviewscoring.model.text.RowLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param wide what stands beside all of them and adds to the unit's log odds; null if nothing does
 */
public record Architecture(
    String type,
    int vocabularySize,
    int sequenceLength,
    int embeddingSize,
    int filters,
    int kernelSize,
    int poolSize,
    int lstmUnits,
    @Nullable Wide wide)
    implements Network {
  public static final String EMBEDDING_CONV_LSTM = "embedding-conv-lstm";
  public static final String EMBEDDING_CONV_LSTM_MAX = "embedding-conv-lstm-max";

  /** The types that there are. */
  public static final List<String> TYPES = List.of(EMBEDDING_CONV_LSTM, EMBEDDING_CONV_LSTM_MAX);

  /** The most that opening a model may take: some seconds of one core. */
  public static final long MAX_OPERATIONS = 1L << 33;

  private static final int MAX_VOCABULARY = 1 << 18;
  private static final long MAX_TABLE = 1L << 25;
  private static final long MAX_EMBEDDING = 1L << 24;
  private static final long MAX_CONVOLUTION = 1L << 20;
  private static final long MAX_LSTM = 1L << 19;
  private static final long MAX_STEP_NUMBERS = 1L << 18;

  /** What a row of a matrix costs beside its numbers, as if it had so many more. */
  private static final int ROW = 12;

  /** What an n-gram costs. */
  private static final int NGRAM = 16;

  /** What a unit's gates cost. */
  private static final int GATES = 64;

  /**
   * @throws IllegalArgumentException in one line, if a size is outside of its bounds
   */
  public Architecture {
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException("unknown architecture '" + type + "'");
    }
    Bounds.check("vocabularySize", vocabularySize, 4, MAX_VOCABULARY);
    Bounds.check("sequenceLength", sequenceLength, 1, 10_000);
    Bounds.check("embeddingSize", embeddingSize, 1, 1024);
    Bounds.check("filters", filters, 1, 1024);
    Bounds.check("kernelSize", kernelSize, 1, 64);
    Bounds.check("poolSize", poolSize, 1, 64);
    Bounds.check("lstmUnits", lstmUnits, 1, 1024);
    if (sequenceLength < kernelSize + poolSize - 1) {
      throw new IllegalArgumentException(
          "sequenceLength %s leaves no step for kernelSize %s and poolSize %s"
              .formatted(sequenceLength, kernelSize, poolSize));
    }
    int steps = (sequenceLength - kernelSize + 1) / poolSize;
    Bounds.product(
        "vocabularySize × kernelSize × filters",
        (long) vocabularySize * kernelSize * filters,
        MAX_TABLE);
    Bounds.product(
        "vocabularySize × embeddingSize", (long) vocabularySize * embeddingSize, MAX_EMBEDDING);
    Bounds.product(
        "kernelSize × embeddingSize × filters",
        (long) kernelSize * embeddingSize * filters,
        MAX_CONVOLUTION);
    Bounds.product(
        "lstmUnits × (filters + lstmUnits)", (long) lstmUnits * (filters + lstmUnits), MAX_LSTM);
    Bounds.product("steps × lstmUnits", (long) steps * lstmUnits, MAX_STEP_NUMBERS);
    Bounds.product("steps × filters", (long) steps * filters, MAX_STEP_NUMBERS);
  }

  /** Without a wide part. */
  public Architecture(
      String type,
      int vocabularySize,
      int sequenceLength,
      int embeddingSize,
      int filters,
      int kernelSize,
      int poolSize,
      int lstmUnits) {
    this(
        type,
        vocabularySize,
        sequenceLength,
        embeddingSize,
        filters,
        kernelSize,
        poolSize,
        lstmUnits,
        null);
  }

  /** The same with another wide part, or with none. */
  public Architecture with(@Nullable Wide other) {
    return new Architecture(
        type,
        vocabularySize,
        sequenceLength,
        embeddingSize,
        filters,
        kernelSize,
        poolSize,
        lstmUnits,
        other);
  }

  @Override
  public RowLayout layout() {
    return RowLayout.of(tokens());
  }

  @Override
  public int tokens() {
    return wide == null ? sequenceLength : Math.max(sequenceLength, wide.tokens());
  }

  /** Outputs of the convolution for one row. */
  public int positions() {
    return sequenceLength - kernelSize + 1;
  }

  /** Steps of the LSTM for one row. */
  public int steps() {
    return positions() / poolSize;
  }

  /** Folding embedding and convolution into a table for every word, and the rows. */
  @Override
  public long openingOperations(int goldens) {
    long fold = (long) vocabularySize * kernelSize * embeddingSize * (filters + ROW);
    long step = (filters + lstmUnits) * (4L * lstmUnits + ROW) + (long) GATES * lstmUnits;
    long row = steps() * step + (long) positions() * kernelSize * (filters + ROW);
    if (wide != null) {
      row += (long) wide.tokens() * wide.longest() * wide.times() * NGRAM;
    }
    return fold + (1L + goldens) * row;
  }

  /** Whether the dense unit reads the maximum over the steps beside the last output. */
  public boolean readsMaximum() {
    return type.equals(EMBEDDING_CONV_LSTM_MAX);
  }

  /** Inputs of the dense unit: the last output, then the maximum if it is read. */
  public int denseInputs() {
    return readsMaximum() ? 2 * lstmUnits : lstmUnits;
  }

  @Override
  public long tableBytes() {
    return (long) vocabularySize * kernelSize * filters * Float.BYTES
        + (wide == null ? 0 : wide.bytes());
  }

  @Override
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
    layers.add(
        new Layer(
            "dense",
            wide == null ? "Dense 1, sigmoid" : "Dense 1",
            List.of(1),
            denseInputs() + 1L));
    if (wide != null) {
      String sizes = wide.longest() == 1 ? "words" : "1 to " + wide.longest() + " words";
      String sum = wide.isTagged() ? "sum of tagged squares" : "sum of bytes";
      layers.add(new Layer("ngrams", sizes + " of " + wide.tokens(), List.of(wide.buckets()), 0));
      layers.add(new Layer("wide", sum, List.of(1), wide.bytes() + 1L));
      layers.add(new Layer("sum", "dense and wide, sigmoid", List.of(1), 0));
    }
    return List.copyOf(layers);
  }
}
