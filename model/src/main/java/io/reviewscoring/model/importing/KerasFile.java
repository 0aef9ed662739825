package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads {@code .keras} files of Keras 3 and {@code .h5} files of Keras 2 and 3. Nothing in one is
 * run, and no class is named by one: layers are told by their names, and arrays are numbers.
 */
final class KerasFile {
  private static final int MAX_BYTES = 256 << 20;
  private static final int MAX_CONFIG_BYTES = 32 << 20;
  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String VOCABULARY = "/vocabulary.txt";

  /** Modules of Keras' own layers, in files of Keras 2 as well. */
  private static final Pattern KERAS = Pattern.compile("(tf_)?keras(\\..*)?");

  /** Policies under which numbers have another precision, by their names. */
  private static final Pattern IN_OTHER_NUMBERS =
      Pattern.compile("float16|float64|float8|int8|int4");

  private KerasFile() {}

  static KerasModel read(Path file) throws ImportException {
    if (Files.isDirectory(file)) {
      throw new ImportException(
          file + " is a folder; model.save(\"model.keras\") writes a file that is read");
    }
    byte[] bytes = ImportJson.bytes(file, MAX_BYTES);
    if (bytes.length > 8 && bytes[0] == 'P' && bytes[1] == 'K') {
      return archive(file, bytes);
    }
    if (bytes.length > 8 && bytes[1] == 'H' && bytes[2] == 'D' && bytes[3] == 'F') {
      return hdf(file, bytes);
    }
    if (bytes.length > 2 && (bytes[0] & 0xff) == 0x80) {
      throw pickle(file);
    }
    throw new ImportException(
        file + " is neither a .keras nor an .h5 file; model.save(\"model.keras\") writes one");
  }

  private static ImportException pickle(Path file) {
    return new ImportException(
        file + " is a pickle, which is code to be run; save the model as .keras or .safetensors");
  }

  private static KerasModel archive(Path file, byte[] bytes) throws ImportException {
    Map<String, byte[]> entries = new HashMap<>();
    long left = MAX_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(".pkl")) {
          throw pickle(file);
        }
        int most = (int) (name.equals(WEIGHTS) ? left : Math.min(left, MAX_CONFIG_BYTES));
        byte[] content = zip.readNBytes(most + 1);
        if (content.length > most) {
          throw new ImportException(file + " holds more than is taken");
        }
        left -= content.length;
        if (name.equals(CONFIG)
            || name.equals(METADATA)
            || name.equals(WEIGHTS)
            || name.endsWith(VOCABULARY)) {
          entries.put(name, content);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ImportException(file + " is a damaged zip");
    }
    byte[] config = entries.get(CONFIG);
    byte[] weights = entries.get(WEIGHTS);
    if (config == null || weights == null) {
      throw new ImportException(
          "%s lacks %s; model.save(\"model.keras\") writes all of it"
              .formatted(file, config == null ? CONFIG : WEIGHTS));
    }
    JsonNode model = ImportJson.json(ImportJson.text(config, CONFIG), CONFIG);
    String version = "3";
    byte[] metadata = entries.get(METADATA);
    if (metadata != null) {
      version =
          ImportJson.json(ImportJson.text(metadata, METADATA), METADATA)
              .path("keras_version")
              .asText("3");
    }
    List<KerasLayer> layers = new ArrayList<>();
    try (HdfArrays arrays = new HdfArrays(weights)) {
      KerasVariables variables = new KerasVariables(arrays);
      for (JsonNode layer : KerasConfig.layers(model)) {
        layers.add(layer(layer, variables.of(layer)));
      }
    }
    return new KerasModel(version, layers, vocabulary(entries));
  }

  private static List<String> vocabulary(Map<String, byte[]> entries) throws ImportException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (entry.getKey().endsWith(VOCABULARY)) {
        return List.of(ImportJson.text(entry.getValue(), entry.getKey()).split("\n", -1));
      }
    }
    return List.of();
  }

  private static KerasModel hdf(Path file, byte[] bytes) throws ImportException {
    try (HdfArrays arrays = new HdfArrays(bytes)) {
      List<String> config = arrays.texts("model_config");
      if (config.isEmpty()) {
        throw new ImportException(
            file + " holds weights without their layers; model.save(\"model.h5\") writes both");
      }
      JsonNode model = ImportJson.json(config.get(0), "model_config");
      List<KerasLayer> layers = new ArrayList<>();
      for (JsonNode layer : KerasConfig.layers(model)) {
        List<Array> found = new ArrayList<>();
        String group = KerasConfig.name(layer);
        for (String name : arrays.texts("weight_names", "model_weights", group)) {
          Array array = arrays.array(path(group, name));
          if (array == null) {
            throw new ImportException("%s lacks the array %s".formatted(file, name));
          }
          found.add(array);
        }
        layers.add(layer(layer, found));
      }
      List<String> version = arrays.texts("keras_version");
      return new KerasModel(
          version.isEmpty() ? "2" : version.get(0).toLowerCase(Locale.ROOT), layers, List.of());
    }
  }

  private static String[] path(String group, String name) {
    List<String> path = new ArrayList<>(List.of("model_weights", group));
    path.addAll(List.of(name.split("/", -1)));
    return path.toArray(String[]::new);
  }

  private static KerasLayer layer(JsonNode entry, List<Array> arrays) throws ImportException {
    KerasLayer layer =
        new KerasLayer(
            KerasConfig.name(entry),
            entry.path("class_name").asText(),
            entry.path("config"),
            arrays);
    String module = entry.path("module").asText("keras");
    String registered = entry.path("registered_name").asText("");
    if (!KERAS.matcher(module).matches() || registered.contains(">")) {
      throw layer.refused("is a custom one: what it does is code, and nothing in a file is run");
    }
    JsonNode dtype = layer.config().path("dtype");
    String computes =
        dtype.isObject() ? dtype.path("config").path("name").asText() : dtype.asText();
    if (IN_OTHER_NUMBERS.matcher(computes).find()) {
      throw layer.refused(
          "computes in %s; covered is float32: give a float32 model the same weights"
              .formatted(computes));
    }
    return layer;
  }
}
