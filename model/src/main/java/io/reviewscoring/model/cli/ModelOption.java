package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --model}, or the bundle that comes with the project. */
final class ModelOption {

  /** The directory of the project's own bundles, as the launcher says. */
  static final String BUNDLES = "reviewscoring.bundles";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  /**
   * Takes a file that stands on the command line without the option.
   *
   * @throws ParameterException if the option is there too
   */
  void set(Path file) {
    if (model != null) {
      throw new ParameterException(spec.commandLine(), "two models: " + model + " and " + file);
    }
    model = file;
  }

  /**
   * Reads and checks the bundle.
   *
   * @throws ParameterException if there is no such file, or it is none that can be used
   */
  ModelBundle load() {
    if (!Files.isRegularFile(file())) {
      throw new ParameterException(spec.commandLine(), file() + ": no such file");
    }
    try {
      return BundleReader.read(file());
    } catch (BundleException e) {
      throw new ParameterException(spec.commandLine(), file() + ": " + e.reason(), e);
    }
  }
}
