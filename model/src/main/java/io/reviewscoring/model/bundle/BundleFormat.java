package io.reviewscoring.model.bundle;

/** Names and limits of a bundle's entries. */
final class BundleFormat {
  static final String MANIFEST = "manifest.json";
  static final String VOCABULARY = "vocabulary.txt";
  static final String WEIGHTS = "weights.safetensors";
  static final String GOLDENS = "golden.jsonl";

  /** Bytes of a whole bundle, and of all its entries together. */
  static final int MAX_BYTES = 80 << 20;

  static final int MAX_MANIFEST_BYTES = 1 << 20;
  static final int MAX_VOCABULARY_BYTES = 8 << 20;
  static final int MAX_GOLDEN_BYTES = 4 << 20;
  static final int MAX_GOLDENS = 1000;

  private BundleFormat() {}
}
