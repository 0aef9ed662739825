package io.reviewscoring.model.bundle;

import java.util.List;

/** The entries of a bundle, in their order. */
final class Entries {
  static final String MANIFEST = "manifest.json";
  static final String VOCABULARY = "vocabulary.txt";
  static final String WEIGHTS = "weights.safetensors";
  static final String GOLDEN = "golden.jsonl";

  static final List<String> ALL = List.of(MANIFEST, VOCABULARY, WEIGHTS, GOLDEN);

  private static final int MIB = 1 << 20;

  private Entries() {}

  /** How many bytes an entry may expand to. */
  static int maxBytes(String name) {
    return switch (name) {
      case WEIGHTS -> 256 * MIB;
      case VOCABULARY -> 32 * MIB;
      default -> MIB;
    };
  }
}
