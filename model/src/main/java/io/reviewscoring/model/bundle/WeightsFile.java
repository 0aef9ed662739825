package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weights in the safetensors format: the header's length (8 bytes), the header (JSON: name to
 * dtype, shape and place), then the numbers, all little-endian. Tensors go by their names; only
 * those that the network has, in exactly its shapes, of F32 and of I8 where it says so.
 */
final class WeightsFile {
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final String METADATA = "__metadata__";

  /** With larger ones a sum might overflow; then scores would depend on how NaN is clamped. */
  private static final float MAX_WEIGHT = 1e6f;

  private static final String EMBEDDING = "embedding";
  private static final String CONVOLUTION = "convolution";
  private static final String CONVOLUTION_BIAS = "convolution_bias";
  private static final String INPUT = "lstm_input";
  private static final String RECURRENT = "lstm_recurrent";
  private static final String LSTM_BIAS = "lstm_bias";
  private static final String DENSE = "dense";
  private static final String DENSE_BIAS = "dense_bias";
  private static final String WIDE_SCALE = "wide_scale";
  private static final String WIDE = "wide";

  private final List<Tensor> tensors;

  WeightsFile(Architecture a) {
    int gates = 4 * a.lstmUnits();
    this.tensors =
        new ArrayList<>(
            List.of(
                new Tensor(EMBEDDING, a.vocabularySize(), a.embeddingSize()),
                new Tensor(CONVOLUTION, a.kernelSize(), a.embeddingSize(), a.filters()),
                new Tensor(CONVOLUTION_BIAS, a.filters()),
                new Tensor(INPUT, a.filters(), gates),
                new Tensor(RECURRENT, a.lstmUnits(), gates),
                new Tensor(LSTM_BIAS, gates),
                new Tensor(DENSE, a.denseInputs()),
                new Tensor(DENSE_BIAS, 1)));
    Wide wide = a.wide();
    if (wide != null) {
      tensors.add(new Tensor(WIDE_SCALE, 1));
      tensors.add(new Tensor(WIDE, Tensor.Type.I8, List.of(wide.buckets())));
    }
  }

  private long dataBytes() {
    return tensors.stream().mapToLong(Tensor::bytes).sum();
  }

  /** The longest file that can hold these weights. */
  long maxBytes() {
    return 8 + MAX_HEADER_BYTES + dataBytes();
  }

  /**
   * @throws IOException if the weights don't fit the architecture or exceed the bound
   */
  byte[] write(Weights weights) throws IOException {
    ObjectNode header = Json.MAPPER.createObjectNode();
    long offset = 0;
    for (Tensor tensor : tensors) {
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(offset).add(offset + tensor.bytes());
      offset += tensor.bytes();
    }
    String json = header.toString();
    String padded = json + " ".repeat(-json.length() & 7); // the numbers begin aligned
    if (offset + 8 + padded.length() > BundleFormat.MAX_BYTES) {
      throw new IOException("weights of " + offset + " bytes are too many for a bundle");
    }
    ByteBuffer out =
        ByteBuffer.allocate(8 + padded.length() + (int) offset).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    Map<String, float[]> floats = floats(weights);
    Map<String, byte[]> bytes = bytes(weights);
    for (Tensor tensor : tensors) {
      switch (tensor.type()) {
        case F32 -> put(out, tensor, floats.remove(tensor.name()));
        case I8 -> put(out, tensor, bytes.remove(tensor.name()));
      }
    }
    if (!floats.isEmpty() || !bytes.isEmpty()) {
      throw new IOException("there are weights of a part that the network doesn't have");
    }
    return out.array();
  }

  private static void put(ByteBuffer out, Tensor tensor, float @Nullable [] values)
      throws IOException {
    int found = values == null ? 0 : values.length;
    if (values == null || found != tensor.size() || !allBounded(values)) {
      throw unfit(tensor, " within ±1000000", found);
    }
    out.asFloatBuffer().put(values);
    out.position(out.position() + Float.BYTES * found);
  }

  private static void put(ByteBuffer out, Tensor tensor, byte @Nullable [] values)
      throws IOException {
    int found = values == null ? 0 : values.length;
    if (values == null || found != tensor.size()) {
      throw unfit(tensor, "", found);
    }
    out.put(values);
  }

  private static IOException unfit(Tensor tensor, String bound, int found) {
    return new IOException(
        "%s must hold %s numbers%s, and holds %s"
            .formatted(tensor.name(), tensor.size(), bound, found));
  }

  private static Map<String, float[]> floats(Weights w) {
    Map<String, float[]> floats = new HashMap<>();
    floats.put(EMBEDDING, w.embedding());
    floats.put(CONVOLUTION, w.convolution());
    floats.put(CONVOLUTION_BIAS, w.convolutionBias());
    floats.put(INPUT, w.inputWeights());
    floats.put(RECURRENT, w.recurrentWeights());
    floats.put(LSTM_BIAS, w.lstmBias());
    floats.put(DENSE, w.denseWeights());
    floats.put(DENSE_BIAS, w.denseBias());
    WideWeights wide = w.wide();
    if (wide != null) {
      floats.put(WIDE_SCALE, new float[] {wide.scale()});
    }
    return floats;
  }

  private static Map<String, byte[]> bytes(Weights w) {
    WideWeights wide = w.wide();
    return wide == null ? new HashMap<>() : new HashMap<>(Map.of(WIDE, wide.buckets()));
  }

  Weights read(byte[] bytes) throws BundleException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 8) {
      throw bad("is too short");
    }
    long headerBytes = in.getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > in.remaining()) {
      throw bad("states a header of " + headerBytes + " bytes");
    }
    JsonNode header = header(new String(bytes, 8, (int) headerBytes, StandardCharsets.UTF_8));
    ByteBuffer data = in.position(8 + (int) headerBytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    if (data.remaining() != dataBytes()) {
      throw bad("holds %s bytes of numbers, not %s".formatted(data.remaining(), dataBytes()));
    }
    Map<String, ByteBuffer> found = new HashMap<>();
    for (Tensor tensor : tensors) {
      found.put(tensor.name(), numbers(tensor, header.path(tensor.name()), data));
    }
    checkPlaces(header);
    Weights weights =
        new Weights(
            floats(found, EMBEDDING),
            floats(found, CONVOLUTION),
            floats(found, CONVOLUTION_BIAS),
            floats(found, INPUT),
            floats(found, RECURRENT),
            floats(found, LSTM_BIAS),
            floats(found, DENSE),
            floats(found, DENSE_BIAS));
    ByteBuffer wide = found.get(WIDE);
    if (wide == null) {
      return weights;
    }
    byte[] buckets = new byte[wide.remaining()];
    wide.get(buckets);
    return weights.with(new WideWeights(buckets, floats(found, WIDE_SCALE)[0]));
  }

  private JsonNode header(String json) throws BundleException {
    JsonNode header;
    try {
      header = Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw bad("has a header that is no JSON: " + Json.reason(e));
    }
    Set<String> unknown = new HashSet<>();
    header.fieldNames().forEachRemaining(unknown::add);
    tensors.forEach(tensor -> unknown.remove(tensor.name()));
    unknown.remove(METADATA);
    if (!unknown.isEmpty()) {
      throw bad("holds a tensor that the network doesn't have: " + unknown.iterator().next());
    }
    return header;
  }

  /** Together the tensors are as long as the numbers: they follow each other, or two overlap. */
  private void checkPlaces(JsonNode header) throws BundleException {
    Comparator<Tensor> byPlace = Comparator.comparingLong(t -> from(header.path(t.name())));
    long end = 0;
    for (Tensor tensor : tensors.stream().sorted(byPlace).toList()) {
      if (from(header.path(tensor.name())) != end) {
        throw bad(tensor.name() + " shares numbers with another tensor");
      }
      end += tensor.bytes();
    }
  }

  private static long from(JsonNode entry) {
    return entry.path("data_offsets").path(0).asLong(-1);
  }

  /** A tensor's bytes, not copied. */
  private static ByteBuffer numbers(Tensor tensor, JsonNode entry, ByteBuffer data)
      throws BundleException {
    if (entry.isMissingNode()) {
      throw bad("lacks the tensor " + tensor.name());
    }
    if (!entry.path("dtype").asText().equals(tensor.type().name())) {
      throw bad(tensor.name() + " is not of dtype " + tensor.type());
    }
    if (!entry.path("shape").equals(Json.MAPPER.valueToTree(tensor.shape()))) {
      throw bad(
          "%s has the shape %s, not %s"
              .formatted(tensor.name(), entry.path("shape"), tensor.shape()));
    }
    long from = from(entry);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || from > data.limit() || to > data.limit() || to - from != tensor.bytes()) {
      throw bad(tensor.name() + " lies outside of the numbers");
    }
    return data.slice((int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float[] floats(Map<String, ByteBuffer> found, String name) throws BundleException {
    ByteBuffer bytes = found.get(name);
    if (bytes == null) {
      throw bad("lacks the tensor " + name);
    }
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    if (!allBounded(values)) {
      throw bad(name + " holds a number that is not finite or beyond ±1000000");
    }
    return values;
  }

  private static boolean allBounded(float[] values) {
    for (float value : values) {
      if (!(Math.abs(value) <= MAX_WEIGHT)) {
        return false;
      }
    }
    return true;
  }

  private static BundleException bad(String what) {
    return new BundleException(Problem.BAD_WEIGHTS, BundleFormat.WEIGHTS + " " + what);
  }
}
