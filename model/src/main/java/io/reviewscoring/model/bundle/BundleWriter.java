package io.reviewscoring.model.bundle;

import java.io.IOException;
import java.nio.file.Path;

/** Writes bundles. */
@SuppressWarnings("DoNotCallSuggester")
public final class BundleWriter {
  private BundleWriter() {}

  /** Writes a bundle; the same bundle gives the same bytes. */
  public static void write(ModelBundle bundle, Path file) throws IOException {
    throw new UnsupportedOperationException("writing " + bundle.manifest() + " to " + file);
  }
}
