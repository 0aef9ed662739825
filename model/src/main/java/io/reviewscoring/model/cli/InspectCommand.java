package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.LengthBand;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.network.Layer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: what is in a bundle. */
@Command(name = "inspect", description = "Shows a model's layers, thresholds and origin.")
final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The bundle, as with --model FILE.")
  private @Nullable Path bundleFile;

  @Override
  public Integer call() throws IOException {
    if (bundleFile != null) {
      model.set(bundleFile);
    }
    ModelBundle bundle = model.load();
    Manifest manifest = bundle.manifest();
    PrintWriter out = spec.commandLine().getOut();
    Path file = model.file();
    out.printf("model       %s%n", manifest.modelVersion());
    out.printf("file        %s, %,d bytes%n", file, Files.size(file));
    out.printf("sha256      %s%n", Sha256.hex(file));
    out.printf("format      %d%n", manifest.formatVersion());
    out.printf(
        "text        %s, languages %s%n",
        manifest.tokenizer().label(), String.join(", ", manifest.languages()));
    out.printf(
        "vocabulary  %,d words, ids below %,d%n",
        bundle.vocabulary().words().size(), bundle.vocabulary().limit());
    printLabels(manifest, out);
    out.printf("goldens     %d texts%n", bundle.goldens().size());
    printLayers(manifest.network().layers(), out);
    printProvenance(manifest.provenance(), out);
    printEntries(file, out);
    out.flush();
    return 0;
  }

  private static void printLabels(Manifest manifest, PrintWriter out) {
    Thresholds thresholds = manifest.thresholds();
    List<LengthBand> bands = manifest.calibration().bands();
    if (bands.isEmpty()) {
      out.printf("labels      %s", sides(thresholds.negativeBelow(), thresholds.positiveFrom()));
    }
    for (int i = 0; i < bands.size(); i++) {
      LengthBand band = bands.get(i);
      out.printf(
          "%sfrom %,d tokens on %s",
          i == 0 ? "labels      " : ";%n            ".formatted(),
          band.fromTokens(),
          sides(band.negativeBelow(), band.positiveFrom()));
    }
    out.printf(
        ", else UNCERTAIN; UNCERTAIN with fewer than %d known tokens%n",
        thresholds.minKnownTokens());
  }

  private static String sides(double negativeBelow, double positiveFrom) {
    return "NEGATIVE below %s, POSITIVE from %s".formatted(negativeBelow, positiveFrom);
  }

  private static void printLayers(List<Layer> layers, PrintWriter out) {
    out.printf("%n%-14s%-24s%-14s%12s%n", "layer", "kind", "output", "parameters");
    for (Layer layer : layers) {
      String shape =
          layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
      out.printf("%-14s%-24s%-14s%,12d%n", layer.name(), layer.kind(), shape, layer.parameters());
    }
    long total = layers.stream().mapToLong(Layer::parameters).sum();
    out.printf("%-52s%,12d%n", "total", total);
  }

  private static void printProvenance(Provenance provenance, PrintWriter out) {
    out.printf("%nprovenance%n");
    out.printf("  %-28s%s%n", "preset", provenance.preset());
    out.printf("  %-28s%d%n", "seed", provenance.seed());
    out.printf("  %-28s%s%n", "data sha256", provenance.dataSha256());
    printAll(provenance.settings(), out);
    printAll(provenance.metrics(), out);
    printAll(provenance.libraries(), out);
  }

  private static void printAll(Map<String, ?> values, PrintWriter out) {
    values.forEach((name, value) -> out.printf("  %-28s%s%n", name, value));
  }

  private static void printEntries(Path file, PrintWriter out) throws IOException {
    out.printf("%n%-26s%12s%12s%n", "entry", "bytes", "in the zip");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        out.printf(
            "%-26s%,12d%,12d%n", entry.getName(), entry.getSize(), entry.getCompressedSize());
      }
    }
  }
}
