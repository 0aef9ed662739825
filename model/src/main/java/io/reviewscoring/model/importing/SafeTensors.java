package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays of a safetensors file: the header's length (8 bytes), the header (JSON: name to dtype,
 * shape and place), then the numbers, all little-endian.
 */
final class SafeTensors {
  private static final int MAX_BYTES = 256 << 20;
  private static final int MAX_HEADER_BYTES = 1 << 20;
  private static final int MAX_AXES = 4;

  private SafeTensors() {}

  /** Name to array of all that are of F32. */
  static Map<String, Array> read(Path file) throws ImportException {
    byte[] bytes = ImportJson.bytes(file, MAX_BYTES);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long headerBytes = in.remaining() < 8 ? -1 : in.getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > in.remaining()) {
      throw new ImportException(file + " is no safetensors file");
    }
    byte[] stated = new byte[(int) headerBytes];
    in.get(stated);
    JsonNode header =
        ImportJson.json(ImportJson.text(stated, file + "'s header"), file + "'s header");
    ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Array> arrays = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getValue().path("dtype").asText().equals("F32")) {
        arrays.put(field.getKey(), array(field.getKey(), field.getValue(), data));
      }
    }
    return arrays;
  }

  private static Array array(String name, JsonNode entry, ByteBuffer data) throws ImportException {
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (JsonNode each : entry.path("shape")) {
      if (!each.isInt() || each.intValue() < 1 || shape.size() == MAX_AXES) {
        throw new ImportException(
            "tensor '%s' has the shape %s".formatted(name, entry.path("shape")));
      }
      shape.add(each.intValue());
      size *= each.intValue();
      if (size > MAX_BYTES) {
        throw new ImportException("tensor '%s' is too large".formatted(name));
      }
    }
    long from = entry.path("data_offsets").path(0).asLong(-1);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to > data.limit() || from > to || to - from != size * Float.BYTES) {
      throw new ImportException("tensor '%s' lies outside of the file's numbers".formatted(name));
    }
    float[] values = new float[(int) size];
    data.slice((int) from, (int) (to - from))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return new Array(shape, values);
  }
}
