package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.network.Architecture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A bundle's entries taken apart, so that a test can spoil one of them. */
final class Zip {
  final Map<String, byte[]> entries = new LinkedHashMap<>();

  private Zip() {}

  /** Without checksums. */
  Zip(byte[] bundle) {
    read(bundle);
    String manifest = text(BundleFormat.MANIFEST);
    with(BundleFormat.MANIFEST, manifest.replaceFirst(",\\s*\"sha256\" : \\{[^}]*}", ""));
  }

  /** As it is, with checksums. */
  static Zip sealed(byte[] bundle) {
    Zip zip = new Zip();
    zip.read(bundle);
    return zip;
  }

  /** To be spoilt apart; contents must be replaced, not written into. */
  Zip copy() {
    Zip copy = new Zip();
    copy.entries.putAll(entries);
    return copy;
  }

  private void read(byte[] bundle) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    byte[] content = entries.get(name);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  Zip with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Zip with(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Replaces text that must be there. */
  Zip replacing(String name, String old, String replacement) {
    String text = text(name);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(name + " has no " + old + ": " + text);
    }
    return with(name, text.replace(old, replacement));
  }

  Zip without(String name) {
    entries.remove(name);
    return this;
  }

  /** Has the manifest state other sizes, in the order of the architecture. */
  Zip resized(int... sizes) {
    List<String> names =
        List.of(
            "vocabularySize",
            "sequenceLength",
            "embeddingSize",
            "filters",
            "kernelSize",
            "poolSize",
            "lstmUnits");
    String manifest = text(BundleFormat.MANIFEST);
    for (int i = 0; i < sizes.length; i++) {
      String field = "\"" + names.get(i) + "\" : ";
      manifest = manifest.replaceFirst(field + "\\d+", field + sizes[i]);
    }
    return with(BundleFormat.MANIFEST, manifest);
  }

  /** Has the manifest list the layers of another network. */
  Zip of(Architecture network) {
    return manifest(json -> json.set(LayerList.FIELD, LayerList.of(network)));
  }

  /** Has the manifest in the form of 0.1.0, with its one network's sizes. */
  Zip former() {
    return manifest(
        json -> {
          ObjectNode sizes = json.putObject("architecture").put("type", "embedding-conv-lstm");
          json.remove(LayerList.FIELD)
              .forEach(
                  layer ->
                      layer
                          .properties()
                          .forEach(
                              field -> {
                                if (field.getValue().isInt()) {
                                  sizes.set(field.getKey(), field.getValue());
                                }
                              }));
          json.remove("calibration");
          json.put("formatVersion", 1);
        });
  }

  private Zip manifest(Consumer<ObjectNode> edit) {
    try {
      ObjectNode json = (ObjectNode) Json.MAPPER.readTree(text(BundleFormat.MANIFEST));
      edit.accept(json);
      return with(BundleFormat.MANIFEST, Json.pretty().writeValueAsString(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The zip, with compressed entries. */
  byte[] bytes() {
    return bytes(Deflater.DEFAULT_COMPRESSION);
  }

  /** The zip, with entries compressed so much. */
  byte[] bytes(int level) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes, level);
    return bytes.toByteArray();
  }

  /** Writes the zip, with entries compressed so much, and closes the stream. */
  void write(OutputStream out, int level) {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
