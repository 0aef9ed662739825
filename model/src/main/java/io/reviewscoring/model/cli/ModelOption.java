package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --model}, or the bundle that comes with the project. */
final class ModelOption {

  /** The directory of the project's own bundles, as the launcher says. */
  static final String BUNDLES = "reviewscoring.bundles";

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model's bundle (default: the one that comes with the project).")
  private @Nullable Path model;

  /** The bundle's file. */
  Path file() {
    return model != null
        ? model
        : Path.of(System.getProperty(BUNDLES, "model/bundles"), "default.zip");
  }

  /** Reads and checks the bundle. */
  ModelBundle load() throws IOException {
    if (!Files.exists(file())) {
      throw new NoSuchFileException(file().toString());
    }
    try {
      return BundleReader.read(file());
    } catch (BundleException e) {
      throw new IOException(file() + ": " + e.reason(), e);
    }
  }
}
