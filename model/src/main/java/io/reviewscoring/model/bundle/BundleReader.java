package io.reviewscoring.model.bundle;

import java.nio.file.Path;

/** Reads bundles. */
@SuppressWarnings("DoNotCallSuggester")
public final class BundleReader {
  private BundleReader() {}

  public static ModelBundle read(Path file) throws BundleException {
    throw new UnsupportedOperationException("reading " + file);
  }

  public static ModelBundle read(byte[] bytes) throws BundleException {
    throw new UnsupportedOperationException("reading " + bytes.length + " bytes");
  }
}
