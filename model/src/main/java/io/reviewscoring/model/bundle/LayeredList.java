package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Shape;
import io.reviewscoring.model.text.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link LayeredNetwork} as the manifest's list of layers: {@value #IDS} makes a text a row, then
 * the embedding and the layers behind it, each of which reads the one before, and a sigmoid makes
 * the last one's number the score.
 */
final class LayeredList {
  private static final String IDS = "ids";
  private static final String TEXT = "text";
  private static final String SCORE = "score";
  private static final String SIGMOID = "sigmoid";

  /** Far more than a network may have, so that a list is refused before it is read. */
  private static final int MOST = 100;

  /** A closed list: no class is named in a manifest. */
  private static final Map<String, Class<? extends NetworkLayer>> TYPES =
      new TreeMap<>(
          Map.of(
              "conv1d", NetworkLayer.Convolution.class,
              "max-pooling-1d", NetworkLayer.MaxPooling.class,
              "global-pooling-1d", NetworkLayer.GlobalPooling.class,
              "flatten", NetworkLayer.Flatten.class,
              "dense", NetworkLayer.Dense.class,
              "activation", NetworkLayer.Activation.class,
              "scaling", NetworkLayer.Scaling.class,
              "recurrent", Recurrent.class));

  /** What the row of ids is made of. */
  private record Ids(
      int sequenceLength,
      boolean start,
      RowLayout.Unknown unknown,
      RowLayout.Side padding,
      RowLayout.Side truncation,
      int tokens) {
    RowLayout layout() {
      return new RowLayout(start, unknown, padding, truncation, tokens);
    }
  }

  /** What turns ids into vectors. */
  private record Embedding(int vocabularySize, int embeddingSize, boolean mask) {}

  private LayeredList() {}

  /** Whether a list of layers means to be one of these. */
  static boolean isOne(JsonNode layers) {
    return layers.path(0).path("type").asText().equals(IDS);
  }

  static ArrayNode of(LayeredNetwork network) {
    ArrayNode layers = Json.MAPPER.createArrayNode();
    RowLayout layout = network.layout();
    ObjectNode ids =
        add(
            layers,
            IDS,
            IDS,
            TEXT,
            new Ids(
                network.sequenceLength(),
                layout.start(),
                layout.unknown(),
                layout.padding(),
                layout.truncation(),
                layout.tokens()));
    ids.putArray("outputShape").add(network.sequenceLength());
    List<Shape> shapes = network.shapes();
    ObjectNode embedding =
        add(
            layers,
            LayeredNetwork.EMBEDDING,
            LayeredNetwork.EMBEDDING,
            IDS,
            new Embedding(network.vocabularySize(), network.embeddingSize(), network.mask()));
    shape(embedding, shapes.get(0));
    String last = LayeredNetwork.EMBEDDING;
    for (int i = 0; i < network.stack().size(); i++) {
      NetworkLayer layer = network.stack().get(i);
      shape(add(layers, layer.name(), type(layer), last, layer), shapes.get(i + 1));
      last = layer.name();
    }
    layers.addObject().put("name", SCORE).put("type", SIGMOID).putArray("inputs").add(last);
    shape((ObjectNode) layers.get(layers.size() - 1), Shape.vector(1));
    return layers;
  }

  private static ObjectNode add(
      ArrayNode layers, String name, String type, String input, Object sizes) {
    ObjectNode layer = layers.addObject().put("name", name).put("type", type);
    layer.putArray("inputs").add(input);
    ObjectNode fields = Json.MAPPER.valueToTree(sizes);
    layer.setAll(fields);
    return layer;
  }

  private static void shape(ObjectNode layer, Shape shape) {
    ArrayNode sizes = layer.putArray("outputShape");
    shape.sizes().forEach(sizes::add);
  }

  private static String type(NetworkLayer layer) {
    return TYPES.entrySet().stream()
        .filter(each -> each.getValue().isInstance(layer))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /**
   * The network that a list of layers is.
   *
   * @throws BundleException if it is none that the scorer runs
   */
  static LayeredNetwork network(JsonNode layers) throws BundleException {
    int size = layers.size();
    if (size < 4 || size > MOST) {
      throw LayerList.refused("there are " + size + " layers, and there must be 4 to " + MOST);
    }
    Ids ids = sizes(layers.path(0), Ids.class);
    Embedding embedding = sizes(layers.path(1), Embedding.class);
    List<NetworkLayer> stack = new ArrayList<>();
    for (int i = 2; i < size - 1; i++) {
      String type = layers.path(i).path("type").asText();
      Class<? extends NetworkLayer> known = TYPES.get(type);
      if (known == null) {
        throw LayerList.refused(
            "the type '%s' is unknown; this version knows here only '%s'"
                .formatted(type, String.join("', '", TYPES.keySet())));
      }
      stack.add(sizes(layers.path(i), known));
    }
    LayeredNetwork network;
    try {
      network =
          new LayeredNetwork(
              ids.layout(),
              ids.sequenceLength(),
              embedding.vocabularySize(),
              embedding.embeddingSize(),
              embedding.mask(),
              stack);
    } catch (IllegalArgumentException e) {
      throw LayerList.refused(String.valueOf(e.getMessage()));
    }
    LayerList.checkSame(of(network), layers);
    return network;
  }

  private static <T> T sizes(JsonNode layer, Class<T> as) throws BundleException {
    try {
      return Json.MAPPER.treeToValue(layer, as);
    } catch (JsonProcessingException e) {
      throw LayerList.refused(
          "layer '%s': %s".formatted(layer.path("name").asText(), Json.reason(e)));
    }
  }
}
