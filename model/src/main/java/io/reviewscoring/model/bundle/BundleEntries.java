package io.reviewscoring.model.bundle;

import io.reviewscoring.model.bundle.BundleException.Problem;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a bundle, taken out of the zip under limits. The manifest is judged as soon as it
 * is met, and must be met before the weights, which may be no larger than its architecture makes
 * them.
 */
final class BundleEntries {
  private static final int END_RECORD = 0x06054b50;
  private static final int END_RECORD_BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xffff;

  private final Map<String, byte[]> contents = new HashMap<>();
  private @Nullable Manifest manifest;

  BundleEntries(byte[] bytes) throws BundleException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      int left = BundleFormat.MAX_BYTES;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        left -= take(zip, entry.getName(), left);
      }
    } catch (EOFException e) {
      throw unreadable("the zip is truncated");
    } catch (IOException | IllegalArgumentException e) { // the latter for names that are no UTF-8
      throw unreadable("the zip is damaged: " + e.getMessage());
    }
    if (contents.isEmpty()) {
      throw unreadable("the file is no zip");
    }
    if (entriesOfDirectory(bytes) != contents.size()) {
      throw unreadable("the zip is truncated, or its directory doesn't match its entries");
    }
  }

  /** What the bundle says of itself, its sizes and names known to be fit. */
  Manifest manifest() throws BundleException {
    if (manifest == null) {
      throw new BundleException(
          Problem.MISSING_ENTRY,
          "the bundle lacks %s, or has it behind %s"
              .formatted(BundleFormat.MANIFEST, BundleFormat.WEIGHTS));
    }
    return manifest;
  }

  /** Name to content. */
  Map<String, byte[]> contents() {
    return contents;
  }

  private int take(ZipInputStream zip, String name, int left) throws IOException, BundleException {
    int limit = Math.min(limit(name), left);
    byte[] content = zip.readNBytes(limit);
    if (content.length == limit && zip.read() >= 0) {
      throw new BundleException(
          Problem.TOO_LARGE, "%s has more than %s bytes".formatted(name, limit));
    }
    if (contents.put(name, content) != null) {
      throw unreadable("the zip holds " + name + " twice");
    }
    if (name.equals(BundleFormat.MANIFEST)) {
      manifest = BundleTexts.manifest(content);
    }
    return content.length;
  }

  private int limit(String name) throws BundleException {
    return switch (name) {
      case BundleFormat.MANIFEST -> BundleFormat.MAX_MANIFEST_BYTES;
      case BundleFormat.VOCABULARY -> BundleFormat.MAX_VOCABULARY_BYTES;
      case BundleFormat.GOLDENS -> BundleFormat.MAX_GOLDEN_BYTES;
      case BundleFormat.WEIGHTS ->
          (int) Math.min(new WeightsFile(manifest().network()).maxBytes(), BundleFormat.MAX_BYTES);
      default -> throw unreadable("the zip holds an entry that no bundle has: " + name);
    };
  }

  /** How many entries the zip's last record states; -1 if it has none. */
  private static int entriesOfDirectory(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int last = bytes.length - END_RECORD_BYTES;
    for (int at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
      if (in.getInt(at) == END_RECORD && (in.getShort(at + 20) & 0xffff) == last - at) {
        return in.getShort(at + 10) & 0xffff;
      }
    }
    return -1;
  }

  private static BundleException unreadable(String reason) {
    return new BundleException(Problem.UNREADABLE, reason);
  }
}
