package io.reviewscoring.model.importing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The entries of a {@code .keras} file. */
final class KerasZip {
  private KerasZip() {}

  static Map<String, byte[]> entries(byte[] file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
      ZipEntry next = in.getNextEntry();
      while (next != null) {
        entries.put(next.getName(), in.readAllBytes());
        next = in.getNextEntry();
      }
    }
    return entries;
  }

  static byte[] of(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(file)) {
      for (String name : entries.keySet()) {
        out.putNextEntry(new ZipEntry(name));
        out.write(entries.getOrDefault(name, new byte[0]));
      }
    }
    return file.toByteArray();
  }
}
