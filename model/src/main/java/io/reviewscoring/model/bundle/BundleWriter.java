package io.reviewscoring.model.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
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
   * Writes a bundle to a file, which is replaced.
   *
   * @throws IOException if the file can't be written, or if the weights are not those of the
   *     manifest's architecture or beyond their bound
   */
  public static void write(ModelBundle bundle, Path file) throws IOException {
    Files.write(file, bytes(bundle));
  }

  /** The bytes of a bundle's file. */
  public static byte[] bytes(ModelBundle bundle) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, BundleFormat.MANIFEST, manifest(bundle.manifest()));
      put(zip, BundleFormat.VOCABULARY, lines(bundle.vocabulary().words()));
      put(zip, BundleFormat.GOLDENS, goldens(bundle.goldens()));
      WeightsFile weights = new WeightsFile(bundle.manifest().architecture());
      put(zip, BundleFormat.WEIGHTS, weights.write(bundle.weights()));
    }
    return bytes.toByteArray();
  }

  private static byte[] manifest(Manifest manifest) throws IOException {
    return lines(List.of(Json.pretty().writeValueAsString(manifest)));
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
