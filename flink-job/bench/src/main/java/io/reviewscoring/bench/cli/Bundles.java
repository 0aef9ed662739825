package io.reviewscoring.bench.cli;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bundles that are measured with. */
final class Bundles {
  private static final String FOLDER = "reviewscoring.bundles";

  private Bundles() {}

  /** The file of the one that comes with the project. */
  static Path shipped() {
    return Path.of(System.getProperty(FOLDER, "model/bundles"), "default.zip");
  }

  static ModelBundle load(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + ": no such file");
    }
    try {
      return BundleReader.read(file);
    } catch (BundleException e) {
      throw new IOException(file + ": " + e.reason(), e);
    }
  }
}
