package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.NetworkWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

  private final Network network;
  private final List<Tensor> tensors;

  WeightsFile(Network network) {
    this.network = network;
    this.tensors = WeightNames.tensors(network);
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
  byte[] write(NetworkWeights weights) throws IOException {
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
    Map<String, float[]> floats = WeightNames.floats(weights);
    Map<String, byte[]> bytes = WeightNames.bytes(weights);
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

  NetworkWeights read(byte[] bytes) throws BundleException {
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
    Map<String, float[]> floats = new HashMap<>();
    Map<String, byte[]> whole = new HashMap<>();
    for (Tensor tensor : tensors) {
      ByteBuffer found = numbers(tensor, header.path(tensor.name()), data);
      switch (tensor.type()) {
        case F32 -> floats.put(tensor.name(), floats(tensor.name(), found));
        case I8 -> whole.put(tensor.name(), bytes(found));
      }
    }
    checkPlaces(header);
    return WeightNames.weights(network, floats, whole);
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

  private static float[] floats(String name, ByteBuffer bytes) throws BundleException {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    if (!allBounded(values)) {
      throw bad(name + " holds a number that is not finite or beyond ±1000000");
    }
    return values;
  }

  private static byte[] bytes(ByteBuffer bytes) {
    byte[] values = new byte[bytes.remaining()];
    bytes.get(values);
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
