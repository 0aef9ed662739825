package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes bundles: the same bundle gives the same bytes. */
public final class BundleWriter {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final ObjectMapper LINES = new ObjectMapper();

  /** The earliest that a zip can tell; no bundle says when it was written. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private BundleWriter() {}

  /** Writes a bundle, over the file that may be there. */
  public static void write(ModelBundle bundle, Path file) throws IOException {
    StringBuilder vocabulary = new StringBuilder();
    bundle.vocabulary().words().forEach(word -> vocabulary.append(word).append('\n'));
    StringBuilder goldens = new StringBuilder();
    for (GoldenCase golden : bundle.goldens()) {
      goldens.append(LINES.writeValueAsString(golden)).append('\n');
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      put(zip, Entries.MANIFEST, utf8(MAPPER.writeValueAsString(bundle.manifest()) + "\n"));
      put(zip, Entries.VOCABULARY, utf8(vocabulary.toString()));
      put(
          zip,
          Entries.WEIGHTS,
          Safetensors.write(bundle.manifest().architecture(), bundle.weights()));
      put(zip, Entries.GOLDEN, utf8(goldens.toString()));
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
