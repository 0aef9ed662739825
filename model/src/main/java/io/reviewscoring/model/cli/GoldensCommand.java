package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.training.Goldens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code goldens}: writes an older bundle as a training would write it today. */
@Command(
    name = "goldens",
    description = {
      "Writes a model again, with golden cases over its whole vocabulary and with checksums.",
      "Weights and scores stay."
    })
final class GoldensCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the bundle goes.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    new Outputs(spec.commandLine()).check(out);
    ModelBundle renewed = renewed(model.load());
    BundleWriter.write(renewed, out);
    PrintWriter printer = spec.commandLine().getOut();
    printer.printf(
        "%s: %s, %d golden cases, %,d bytes, sha256 %s%n",
        out,
        renewed.manifest().modelVersion(),
        renewed.goldens().size(),
        Files.size(out),
        Sha256.hex(out));
    printer.flush();
    return 0;
  }

  private ModelBundle renewed(ModelBundle bundle) {
    try {
      return Goldens.renewed(bundle);
    } catch (BundleException e) {
      throw new ParameterException(spec.commandLine(), model.file() + ": " + e.reason(), e);
    }
  }
}
