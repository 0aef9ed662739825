package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes bundles. The same bundle gives the same bytes on every machine: entries have a fixed order
 * and time, and are stored as they are, since compressed bytes would depend on the zlib at hand
 * (and weights hardly shrink).
 */
public final class BundleWriter {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private BundleWriter() {}

  /**
   * Writes a bundle to a file, which is replaced; whole or not at all.
   *
   * @throws IOException if the file can't be written, or if the weights are not those of the
   *     manifest's architecture or beyond their bound
   */
  public static void write(ModelBundle bundle, Path file) throws IOException {
    byte[] bytes = bytes(bundle);
    WholeFile.write(file, out -> out.write(bytes));
  }

  /** The bytes of a bundle's file. */
  public static byte[] bytes(ModelBundle bundle) throws IOException {
    WeightsFile weights = new WeightsFile(bundle.manifest().network());
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(BundleFormat.VOCABULARY, lines(bundle.vocabulary().words()));
    contents.put(BundleFormat.GOLDENS, goldens(bundle.goldens()));
    contents.put(BundleFormat.WEIGHTS, weights.write(bundle.learned()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, BundleFormat.MANIFEST, manifest(bundle.manifest(), contents));
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] manifest(Manifest manifest, Map<String, byte[]> contents)
      throws IOException {
    ObjectNode json = Json.MAPPER.valueToTree(manifest);
    Checksums.state(json, contents);
    return lines(List.of(Json.pretty().writeValueAsString(json)));
  }

  private static byte[] goldens(List<GoldenCase> goldens) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (GoldenCase golden : goldens) {
      lines.append(Json.MAPPER.writeValueAsString(golden)).append('\n');
    }
    return utf8(lines);
  }

  private static byte[] lines(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return utf8(text);
  }

  /** Fails where a half surrogate would silently become a question mark. */
  private static byte[] utf8(CharSequence text) throws IOException {
    ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
