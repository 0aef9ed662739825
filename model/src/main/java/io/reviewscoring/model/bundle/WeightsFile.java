package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Weights in the safetensors format: the header's length (8 bytes), the header (JSON: name to
 * dtype, shape and place), then the numbers, all little-endian. Only F32, and only the tensors that
 * the architecture has, in exactly its shapes.
 */
final class WeightsFile {
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final String METADATA = "__metadata__";

  /** With larger ones a sum might overflow; then scores would depend on how NaN is clamped. */
  private static final float MAX_WEIGHT = 1e6f;

  private final List<Tensor> tensors;

  private record Tensor(String name, List<Integer> shape) {
    /** Architecture bounds every product, so that an int holds it. */
    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  WeightsFile(Architecture a) {
    int gates = 4 * a.lstmUnits();
    this.tensors =
        List.of(
            new Tensor("embedding", List.of(a.vocabularySize(), a.embeddingSize())),
            new Tensor("convolution", List.of(a.kernelSize(), a.embeddingSize(), a.filters())),
            new Tensor("convolution_bias", List.of(a.filters())),
            new Tensor("lstm_input", List.of(a.filters(), gates)),
            new Tensor("lstm_recurrent", List.of(a.lstmUnits(), gates)),
            new Tensor("lstm_bias", List.of(gates)),
            new Tensor("dense", List.of(a.denseInputs())),
            new Tensor("dense_bias", List.of(1)));
  }

  private long dataBytes() {
    return tensors.stream().mapToLong(t -> 4L * t.size()).sum();
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
      entry.put("dtype", "F32");
      tensor.shape().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(offset).add(offset + 4L * tensor.size());
      offset += 4L * tensor.size();
    }
    String json = header.toString();
    String padded = json + " ".repeat(-json.length() & 7); // the numbers begin aligned
    if (offset + 8 + padded.length() > BundleFormat.MAX_BYTES) {
      throw new IOException("weights of " + offset + " bytes are too many for a bundle");
    }
    ByteBuffer out =
        ByteBuffer.allocate(8 + padded.length() + (int) offset).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    Iterator<float[]> arrays = arrays(weights).iterator();
    for (Tensor tensor : tensors) {
      float[] values = arrays.next();
      if (values.length != tensor.size() || !allBounded(values)) {
        throw new IOException(
            "%s must hold %s numbers within ±1000000, and holds %s"
                .formatted(tensor.name(), tensor.size(), values.length));
      }
      out.asFloatBuffer().put(values);
      out.position(out.position() + 4 * values.length);
    }
    return out.array();
  }

  private static List<float[]> arrays(Weights w) {
    return List.of(
        w.embedding(),
        w.convolution(),
        w.convolutionBias(),
        w.inputWeights(),
        w.recurrentWeights(),
        w.lstmBias(),
        w.denseWeights(),
        w.denseBias());
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
    List<float[]> arrays = new ArrayList<>();
    for (Tensor tensor : tensors) {
      arrays.add(values(tensor, header.path(tensor.name()), data));
    }
    checkPlaces(header);
    return new Weights(
        arrays.get(0),
        arrays.get(1),
        arrays.get(2),
        arrays.get(3),
        arrays.get(4),
        arrays.get(5),
        arrays.get(6),
        arrays.get(7));
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
      end += 4L * tensor.size();
    }
  }

  private static long from(JsonNode entry) {
    return entry.path("data_offsets").path(0).asLong(-1);
  }

  private static float[] values(Tensor tensor, JsonNode entry, ByteBuffer data)
      throws BundleException {
    if (entry.isMissingNode()) {
      throw bad("lacks the tensor " + tensor.name());
    }
    if (!entry.path("dtype").asText().equals("F32")) {
      throw bad(tensor.name() + " is not of dtype F32");
    }
    if (!entry.path("shape").equals(Json.MAPPER.valueToTree(tensor.shape()))) {
      throw bad(
          "%s has the shape %s, not %s"
              .formatted(tensor.name(), entry.path("shape"), tensor.shape()));
    }
    long from = from(entry);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || from > data.limit() || to > data.limit() || to - from != 4L * tensor.size()) {
      throw bad(tensor.name() + " lies outside of the numbers");
    }
    float[] values = new float[tensor.size()];
    data.slice((int) from, (int) (to - from))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    if (!allBounded(values)) {
      throw bad(tensor.name() + " holds a number that is not finite or beyond ±1000000");
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
