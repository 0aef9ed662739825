package io.reviewscoring.model.network;

import io.reviewscoring.model.text.RowLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A network as an embedding and the layers behind it, each of which reads the one before. The last
 * gives one number, the log odds of positive.
 *
 * @param layout how texts become rows
 * @param sequenceLength ids in a row
 * @param vocabularySize ids, those for padding, start and unknown included
 * @param embeddingSize numbers per id (tensor {@value #EMBEDDING} {@code
 *     [vocabularySize][embeddingSize]})
 * @param mask whether layers that can do so leave out pads
 * @param stack the layers behind the embedding
 */
public record LayeredNetwork(
    RowLayout layout,
    int sequenceLength,
    int vocabularySize,
    int embeddingSize,
    boolean mask,
    List<NetworkLayer> stack)
    implements Network {
  /** The layer that turns ids into vectors, and its tensor. */
  public static final String EMBEDDING = "embedding";

  private static final int MAX_VOCABULARY = 1 << 18;
  private static final long MAX_EMBEDDING = 1L << 24;
  private static final long MAX_TENSOR = 1L << 22;
  private static final long MAX_ALL = 1L << 24;
  private static final long MAX_ROOM = 1L << 21;

  /** With fewer, a table would be mostly the heads of its rows. */
  private static final int FEW_FILTERS = 8;

  private static final int MAX_LAYERS = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  /** Names that mean something else. */
  private static final Set<String> TAKEN = Set.of("ids", "text", "score", EMBEDDING);

  /**
   * @throws IllegalArgumentException in one line, if a size is outside of its bounds or a layer
   *     can't read the one before
   */
  public LayeredNetwork {
    stack = List.copyOf(stack);
    Bounds.check("sequenceLength", sequenceLength, 1, 10_000);
    Bounds.check("vocabularySize", vocabularySize, 4, MAX_VOCABULARY);
    Bounds.check("embeddingSize", embeddingSize, 1, 1024);
    Bounds.product(
        "vocabularySize × embeddingSize", (long) vocabularySize * embeddingSize, MAX_EMBEDDING);
    Bounds.check("the number of layers", stack.size(), 1, MAX_LAYERS);
    Bounds.check("tokens", layout.tokens(), sequenceLength, 10_000);
    if (layout.tokens() > sequenceLength && !layout.looksFurtherBack()) {
      throw new IllegalArgumentException(
          "tokens must be sequenceLength %s, not %s, where a row needs no more"
              .formatted(sequenceLength, layout.tokens()));
    }
    Set<String> names = new HashSet<>(TAKEN);
    Shape shape = new Shape(sequenceLength, embeddingSize);
    long numbers = 0;
    long room = 0;
    for (NetworkLayer layer : stack) {
      if (!NAME.matcher(layer.name()).matches() || !names.add(layer.name())) {
        throw new IllegalArgumentException(
            "a layer's name must be one of its own, of letters, digits, _ and -, not '%s'"
                .formatted(layer.name()));
      }
      for (TensorShape tensor : layer.tensors(shape)) {
        Bounds.product("the numbers of " + tensor.name(), tensor.size(), MAX_TENSOR);
        numbers += tensor.size();
      }
      room += layer.room(shape);
      shape = layer.output(shape);
    }
    Bounds.product("the numbers of all layers", numbers, MAX_ALL);
    Bounds.product("steps × width, of all layers together,", room, MAX_ROOM);
    if (!shape.equals(Shape.vector(1))) {
      throw new IllegalArgumentException(
          "the last layer must give one number, and gives " + shape.sizes());
    }
  }

  /** What goes into each layer of the stack, and behind them what comes out of the last. */
  public List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    Shape shape = new Shape(sequenceLength, embeddingSize);
    for (NetworkLayer layer : stack) {
      shapes.add(shape);
      shape = layer.output(shape);
    }
    shapes.add(shape);
    return shapes;
  }

  /** All that it learns. */
  public List<TensorShape> tensors() {
    List<TensorShape> tensors = new ArrayList<>();
    tensors.add(new TensorShape(EMBEDDING, List.of(vocabularySize, embeddingSize)));
    List<Shape> shapes = shapes();
    for (int i = 0; i < stack.size(); i++) {
      tensors.addAll(stack.get(i).tensors(shapes.get(i)));
    }
    return tensors;
  }

  @Override
  public int tokens() {
    return layout.tokens();
  }

  /** Of a row that leaves out unknown tokens, those that it holds tell whether it is full. */
  @Override
  public boolean truncates(int tokens, int knownTokens) {
    // In front the start makes room for a token, behind it doesn't.
    boolean startStays = layout.start() && layout.truncation() == RowLayout.Side.POST;
    int places = startStays ? sequenceLength - 1 : sequenceLength;
    return layout.unknown() == RowLayout.Unknown.DROPPED
        ? tokens > layout.tokens() || (knownTokens >= places && tokens > knownTokens)
        : tokens > places;
  }

  @Override
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    List<Shape> shapes = shapes();
    layers.add(
        new Layer(
            EMBEDDING,
            mask ? "Embedding, masked pads" : "Embedding",
            shapes.get(0).sizes(),
            (long) vocabularySize * embeddingSize));
    for (int i = 0; i < stack.size(); i++) {
      NetworkLayer layer = stack.get(i);
      long learned = layer.tensors(shapes.get(i)).stream().mapToLong(TensorShape::size).sum();
      layers.add(new Layer(layer.name(), layer.kind(), shapes.get(i + 1).sizes(), learned));
    }
    layers.add(new Layer("score", "sigmoid", List.of(1), 0));
    return List.copyOf(layers);
  }

  @Override
  public long openingOperations(int goldens) {
    long row = 0;
    List<Shape> shapes = shapes();
    for (int i = 0; i < stack.size(); i++) {
      row += stack.get(i).operations(shapes.get(i));
    }
    return (long) vocabularySize * embeddingSize * tableWidth() + (1L + goldens) * row;
  }

  @Override
  public long tableBytes() {
    return (long) vocabularySize * Math.max(embeddingSize, tableWidth()) * Float.BYTES;
  }

  /**
   * Numbers per id of the table that stands for the embedding and the products of the layer behind
   * it: such a layer is linear in each word. 0 if there is none, since the layer can't have one or
   * since it would be too large.
   */
  public int tableWidth() {
    long width = 0;
    NetworkLayer first = stack.get(0);
    if (first instanceof NetworkLayer.Convolution convolution
        && convolution.filters() >= FEW_FILTERS) {
      width = (long) convolution.kernelSize() * convolution.filters();
    } else if (first instanceof Recurrent recurrent) {
      width = (long) recurrent.prefixes().size() * recurrent.cell().gates() * recurrent.units();
    }
    boolean fits =
        width * vocabularySize <= MAX_EMBEDDING * 2
            && width * vocabularySize * embeddingSize <= Architecture.MAX_OPERATIONS / 2;
    return fits ? (int) width : 0;
  }
}
