package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest's field {@value #FIELD}: each other entry's name and SHA-256, as hex. It says that
 * the entries belong together, not who made them. Bundles of 0.1.0 lack it.
 */
final class Checksums {
  private static final String FIELD = "sha256";

  private Checksums() {}

  /** States them in a manifest. */
  static void state(ObjectNode manifest, Map<String, byte[]> contents) {
    ObjectNode stated = manifest.putObject(FIELD);
    new TreeMap<>(contents).forEach((name, content) -> stated.put(name, Sha256.hex(content)));
  }

  /**
   * Holds the entries against what the manifest among them states, if it states any.
   *
   * @param contents of all entries
   */
  static void check(Map<String, byte[]> contents) throws BundleException {
    Map<String, byte[]> others = new TreeMap<>(contents);
    byte[] manifest = others.remove(BundleFormat.MANIFEST);
    JsonNode stated =
        manifest == null ? MissingNode.getInstance() : BundleTexts.json(manifest).path(FIELD);
    if (stated.isMissingNode()) {
      return;
    }
    for (Map.Entry<String, byte[]> entry : others.entrySet()) {
      String found = Sha256.hex(entry.getValue());
      if (!stated.path(entry.getKey()).asText().equals(found)) {
        throw new BundleException(
            Problem.CHANGED_ENTRY,
            "%s is not the one that %s belongs to: its SHA-256 is %s"
                .formatted(entry.getKey(), BundleFormat.MANIFEST, found));
      }
    }
  }
}
