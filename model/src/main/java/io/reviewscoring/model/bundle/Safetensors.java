package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights in the safetensors format: the header's size as a 64-bit little-endian number, the header
 * as JSON, the tensors as 32-bit little-endian floats, row-major.
 */
final class Safetensors {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /** Names and shapes in the order of the file. */
  private static Map<String, int[]> shapes(Architecture architecture) {
    int gates = 4 * architecture.lstmUnits();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put(
        "embedding", new int[] {architecture.vocabularySize(), architecture.embeddingSize()});
    shapes.put(
        "convolution",
        new int[] {
          architecture.kernelSize(), architecture.embeddingSize(), architecture.filters()
        });
    shapes.put("convolution_bias", new int[] {architecture.filters()});
    shapes.put("lstm_input", new int[] {architecture.filters(), gates});
    shapes.put("lstm_recurrent", new int[] {architecture.lstmUnits(), gates});
    shapes.put("lstm_bias", new int[] {gates});
    shapes.put("dense", new int[] {architecture.lstmUnits()});
    shapes.put("dense_bias", new int[] {1});
    return shapes;
  }

  static byte[] write(Architecture architecture, Weights weights) throws IOException {
    List<float[]> tensors =
        List.of(
            weights.embedding(),
            weights.convolution(),
            weights.convolutionBias(),
            weights.inputWeights(),
            weights.recurrentWeights(),
            weights.lstmBias(),
            weights.denseWeights(),
            weights.denseBias());
    ObjectNode header = MAPPER.createObjectNode();
    int offset = 0;
    int index = 0;
    for (Map.Entry<String, int[]> entry : shapes(architecture).entrySet()) {
      int size = size(entry.getValue());
      if (tensors.get(index++).length != size) {
        throw new IllegalArgumentException(
            entry.getKey() + " does not have the shape " + Arrays.toString(entry.getValue()));
      }
      ObjectNode tensor = header.putObject(entry.getKey());
      tensor.put("dtype", "F32");
      Arrays.stream(entry.getValue()).forEach(tensor.putArray("shape")::add);
      tensor.putArray("data_offsets").add(offset).add(offset + 4 * size);
      offset += 4 * size;
    }
    // The format wants the tensors to begin at a multiple of eight.
    StringBuilder json = new StringBuilder(MAPPER.writeValueAsString(header));
    while (json.length() % 8 != 0) {
      json.append(' ');
    }
    byte[] head = json.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(8 + head.length + offset).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(head.length).put(head);
    FloatBuffer floats = out.asFloatBuffer();
    tensors.forEach(floats::put);
    return out.array();
  }

  static Weights read(byte[] bytes, Architecture architecture) throws BundleException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 8) {
      throw bad("the file is cut short");
    }
    long headerBytes = in.getLong();
    if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, bytes.length - 8)) {
      throw bad("the header's size is " + headerBytes);
    }
    JsonNode header = header(bytes, (int) headerBytes);
    int data = 8 + (int) headerBytes;
    Map<String, int[]> shapes = shapes(architecture);
    header
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals(METADATA)) {
                shapes.computeIfAbsent(name, unknown -> new int[0]);
              }
            });
    float[][] tensors = new float[8][];
    int index = 0;
    for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
      if (index == tensors.length) {
        throw bad("there is an unknown tensor '" + entry.getKey() + "'");
      }
      tensors[index++] =
          tensor(entry.getKey(), entry.getValue(), header.path(entry.getKey()), in, data);
    }
    return new Weights(
        tensors[0],
        tensors[1],
        tensors[2],
        tensors[3],
        tensors[4],
        tensors[5],
        tensors[6],
        tensors[7]);
  }

  private static JsonNode header(byte[] bytes, int length) throws BundleException {
    try {
      JsonNode header = MAPPER.readTree(bytes, 8, length);
      if (header != null && header.isObject()) {
        return header;
      }
      throw bad("the header is no JSON object");
    } catch (JacksonException e) {
      throw bad("the header is not JSON");
    } catch (IOException e) {
      throw bad("the header can't be read");
    }
  }

  private static float[] tensor(String name, int[] shape, JsonNode tensor, ByteBuffer in, int data)
      throws BundleException {
    if (!tensor.path("dtype").asText().equals("F32")) {
      throw bad("tensor '" + name + "' is missing or not of type F32");
    }
    JsonNode told = tensor.path("shape");
    boolean fits = told.isArray() && told.size() == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = told.get(i).asLong(-1) == shape[i];
    }
    if (!fits) {
      throw bad("tensor '" + name + "' has the shape " + told + ", not " + Arrays.toString(shape));
    }
    int size = size(shape);
    long from = tensor.path("data_offsets").path(0).asLong(-1);
    long to = tensor.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to - from != 4L * size || data + to > in.capacity()) {
      throw bad("tensor '" + name + "' does not lie within the file");
    }
    float[] values = new float[size];
    in.slice((int) (data + from), 4 * size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw bad("tensor '" + name + "' holds a value that is not finite");
      }
    }
    return values;
  }

  private static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static BundleException bad(String reason) {
    return new BundleException(Problem.BAD_WEIGHTS, "weights.safetensors: " + reason);
  }
}
