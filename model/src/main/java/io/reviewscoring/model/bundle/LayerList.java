package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.Wide;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as the manifest's list of layers. Each has a name, a type, the names of what it reads,
 * its sizes, and its output's shape for one review. {@value #IDS} are the words that the vocabulary
 * knows, {@value #FINGERPRINTS} the text's tokens. A list is taken only if it is, to the letter,
 * that of a network that the scorer runs: what a manifest says of its network is what is computed.
 * Here are the networks with kernels of their own; {@link LayeredList} has all others.
 */
final class LayerList {
  static final String FIELD = "layers";

  private static final String IDS = "ids";
  private static final String FINGERPRINTS = "fingerprints";

  private static final String EMBEDDING = "embedding";
  private static final String CONVOLUTION = "convolution";
  private static final String POOLING = "max-pooling";
  private static final String LSTM = "lstm";
  private static final String LAST = "last";
  private static final String LAST_AND_MAXIMUM = "last-and-maximum";
  private static final String DENSE = "dense";
  private static final String NGRAMS = "hashed-ngrams";
  private static final String BYTES = "dense-of-bytes";
  private static final String SQUARES = "dense-of-tagged-squares";
  private static final String SUM = "sum";
  private static final String SIGMOID = "sigmoid";

  private static final String TAG_BITS = "tagBits";

  private static final List<String> TYPES =
      List.of(
          EMBEDDING,
          CONVOLUTION,
          POOLING,
          LSTM,
          LAST,
          LAST_AND_MAXIMUM,
          DENSE,
          NGRAMS,
          BYTES,
          SQUARES,
          SUM,
          SIGMOID);

  private final ArrayNode layers = Json.MAPPER.createArrayNode();

  private LayerList() {}

  /** Writes a network as its layers. */
  static final class Writer extends JsonSerializer<Network> {
    @Override
    public void serialize(Network network, JsonGenerator to, SerializerProvider unused)
        throws IOException {
      if (network instanceof Architecture architecture) {
        to.writeTree(of(architecture));
      } else if (network instanceof LayeredNetwork layered) {
        to.writeTree(LayeredList.of(layered));
      }
    }
  }

  /** Reads a network from its layers. */
  static final class Reader extends JsonDeserializer<Network> {
    @Override
    public Network deserialize(JsonParser from, DeserializationContext context) throws IOException {
      try {
        return network(context.readTree(from));
      } catch (BundleException e) {
        return context.reportInputMismatch(Network.class, "%s", e.reason());
      }
    }
  }

  /** The layers of a network. */
  static ArrayNode of(Architecture a) {
    LayerList list = new LayerList();
    list.add(EMBEDDING, EMBEDDING, IDS)
        .put("vocabularySize", a.vocabularySize())
        .put("sequenceLength", a.sequenceLength())
        .put("embeddingSize", a.embeddingSize());
    list.shape(a.sequenceLength(), a.embeddingSize());
    list.add(CONVOLUTION, CONVOLUTION, EMBEDDING)
        .put("filters", a.filters())
        .put("kernelSize", a.kernelSize())
        .put("activation", "relu");
    list.shape(a.positions(), a.filters());
    list.add("pooling", POOLING, CONVOLUTION).put("poolSize", a.poolSize());
    list.shape(a.steps(), a.filters());
    list.add(LSTM, LSTM, "pooling").put("lstmUnits", a.lstmUnits());
    list.shape(a.steps(), a.lstmUnits());
    list.add("summary", a.readsMaximum() ? LAST_AND_MAXIMUM : LAST, LSTM);
    list.shape(a.denseInputs());
    list.add(DENSE, DENSE, "summary");
    list.shape(1);
    Wide wide = a.wide();
    if (wide != null) {
      ObjectNode ngrams =
          list.add("ngrams", NGRAMS, FINGERPRINTS)
              .put("longest", wide.longest())
              .put("bucketBits", wide.bucketBits())
              .put("tokens", wide.tokens())
              .put("shortTokens", wide.shortTokens());
      if (wide.isTagged()) {
        ngrams.put(TAG_BITS, wide.tagBits());
      }
      list.shape(wide.buckets());
      list.add("wide", wide.isTagged() ? SQUARES : BYTES, "ngrams");
      list.shape(1);
      list.add(SUM, SUM, DENSE, "wide");
      list.shape(1);
    }
    list.add("score", SIGMOID, wide == null ? DENSE : SUM);
    list.shape(1);
    return list.layers;
  }

  private ObjectNode add(String name, String type, String... inputs) {
    ObjectNode layer = layers.addObject().put("name", name).put("type", type);
    ArrayNode read = layer.putArray("inputs");
    List.of(inputs).forEach(read::add);
    return layer;
  }

  /** Of the last layer's output. */
  private void shape(int... sizes) {
    ArrayNode shape = ((ObjectNode) layers.get(layers.size() - 1)).putArray("outputShape");
    for (int size : sizes) {
      shape.add(size);
    }
  }

  /**
   * The network that a list of layers is.
   *
   * @throws BundleException if it is none that the scorer runs
   */
  static Network network(JsonNode layers) throws BundleException {
    if (!layers.isArray()) {
      throw refused("must be a list");
    }
    return LayeredList.isOne(layers) ? LayeredList.network(layers) : known(layers);
  }

  private static Architecture known(JsonNode layers) throws BundleException {
    for (JsonNode layer : layers) {
      String type = layer.path("type").asText();
      if (!TYPES.contains(type)) {
        throw refused(
            "the type '%s' is unknown; this version knows only '%s'"
                .formatted(type, String.join("', '", TYPES)));
      }
    }
    Architecture network;
    try {
      network =
          new Architecture(
              first(layers, LAST_AND_MAXIMUM).isMissingNode()
                  ? Architecture.EMBEDDING_CONV_LSTM
                  : Architecture.EMBEDDING_CONV_LSTM_MAX,
              size(layers, EMBEDDING, "vocabularySize"),
              size(layers, EMBEDDING, "sequenceLength"),
              size(layers, EMBEDDING, "embeddingSize"),
              size(layers, CONVOLUTION, "filters"),
              size(layers, CONVOLUTION, "kernelSize"),
              size(layers, POOLING, "poolSize"),
              size(layers, LSTM, "lstmUnits"),
              wide(layers));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    checkSame(of(network), layers);
    return network;
  }

  /** Refuses a list that says anything else than what is computed. */
  static void checkSame(ArrayNode known, JsonNode layers) throws BundleException {
    for (int i = 0; i < Math.max(known.size(), layers.size()); i++) {
      if (!known.path(i).equals(layers.path(i))) {
        throw refused(
            "layer %s is %s, where this version runs %s"
                .formatted(i + 1, shown(layers.path(i)), shown(known.path(i))));
      }
    }
  }

  private static @Nullable Wide wide(JsonNode layers) throws BundleException {
    return first(layers, NGRAMS).isMissingNode()
        ? null
        : new Wide(
            size(layers, NGRAMS, "longest"),
            size(layers, NGRAMS, "bucketBits"),
            size(layers, NGRAMS, "tokens"),
            size(layers, NGRAMS, "shortTokens"),
            first(layers, NGRAMS).has(TAG_BITS) ? size(layers, NGRAMS, TAG_BITS) : 0);
  }

  private static int size(JsonNode layers, String type, String field) throws BundleException {
    JsonNode layer = first(layers, type);
    if (layer.isMissingNode()) {
      throw refused("there is no layer of the type '" + type + "'");
    }
    if (!layer.path(field).isInt()) {
      throw refused("the layer of the type '%s' states no %s".formatted(type, field));
    }
    return layer.path(field).intValue();
  }

  private static JsonNode first(JsonNode layers, String type) {
    for (JsonNode layer : layers) {
      if (layer.path("type").asText().equals(type)) {
        return layer;
      }
    }
    return MissingNode.getInstance();
  }

  private static String shown(JsonNode layer) {
    return layer.isMissingNode() ? "none" : layer.toString();
  }

  static BundleException refused(String reason) {
    return new BundleException(
        Problem.UNKNOWN_ARCHITECTURE, "%s: %s: %s".formatted(BundleFormat.MANIFEST, FIELD, reason));
  }
}
