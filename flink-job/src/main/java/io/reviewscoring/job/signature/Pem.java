package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468): one block between its lines. */
final class Pem {
  static final String PUBLIC = "PUBLIC KEY";
  static final String PRIVATE = "PRIVATE KEY";

  /** Bytes of a file; a key has about a hundred. */
  private static final int MAX_BYTES = 16 * 1024;

  private static final int LINE_CHARS = 64;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private Pem() {}

  static String text(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, base64, label)
        .replace("\r\n", "\n");
  }

  /**
   * The bytes of a file's first block.
   *
   * @throws IOException saying what is wrong with the file, without its name
   */
  static byte[] read(Path file, String label) throws IOException {
    Matcher block = BLOCK.matcher(bounded(file));
    if (!block.find()) {
      throw new IOException("no PEM file");
    }
    if (!block.group(1).equals(label)) {
      throw new IOException("holds a " + block.group(1) + " where a " + label + " is needed");
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new IOException("no PEM file: what it holds is not base64", e);
    }
  }

  private static String bounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("has over " + MAX_BYTES + " bytes, and is no key");
      }
      return new String(bytes, US_ASCII);
    }
  }
}
