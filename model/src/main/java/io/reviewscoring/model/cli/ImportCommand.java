package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.importing.ImportException;
import io.reviewscoring.model.importing.ModelImport;
import io.reviewscoring.model.importing.WordOptions;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.text.RowLayout.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: makes a bundle of a model that was trained elsewhere. */
@Command(
    name = "import",
    description = "Makes a bundle of a model that Keras or PyTorch has trained.")
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The model: .keras, .h5 or .safetensors.")
  private Path file;

  @Option(
      names = "--layers",
      paramLabel = "FILE",
      description = "With .safetensors: the layers, as JSON.")
  private @Nullable Path layers;

  @Option(
      names = "--words",
      paramLabel = "FILE",
      description = {
        "Which ids words have: imdb.get_word_index() as JSON (start 1, unknown 2, words from 4),",
        "a Tokenizer's to_json(), or words by rank, one a line."
      })
  private @Nullable Path words;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Ids in a row, where the model doesn't say it.")
  private @Nullable Integer length;

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      required = true,
      description = {
        "Lines of JSON with text and score, as your framework gives it; they become the golden",
        "cases, and one that is off by more than 1e-5 ends the import."
      })
  private Path expect;

  @Option(
      names = "--model-version",
      paramLabel = "NAME",
      required = true,
      description = "The model's name in its events.")
  private String modelVersion;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the bundle goes.")
  private Path out;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = {
        "Labelled reviews that the model didn't learn from, to choose thresholds by; once for each.",
        "Without it a score of 0.5 or more is POSITIVE, a smaller one NEGATIVE."
      })
  private List<Path> data = List.of();

  @Mixin private EncodingOption encoding;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "A language that the model reads, once for each (default: en).")
  private List<String> languages = List.of("en");

  @Option(
      names = "--index-from",
      paramLabel = "N",
      description = "What is added to a word's number to make it an id (default: 3; Tokenizer: 0).")
  private @Nullable Integer indexFrom;

  @Option(
      names = "--start-id",
      paramLabel = "ID",
      description = "The id before each text, or none (default: 1; Tokenizer: none).")
  private @Nullable String start;

  @Option(
      names = "--unknown-id",
      paramLabel = "ID",
      description = {
        "The id of words that have none, or none to leave them out",
        "(default: 2; Tokenizer: its oov_token's, or none)."
      })
  private @Nullable String unknown;

  @Option(
      names = "--ids-below",
      paramLabel = "N",
      description =
          "Words with this id or a larger one are unknown (default: all that the model has).")
  private @Nullable Integer idsBelow;

  @Option(
      names = "--padding",
      paramLabel = "SIDE",
      description = "pre or post: where pads stand (default: pre).")
  private @Nullable Side padding;

  @Option(
      names = "--truncating",
      paramLabel = "SIDE",
      description = "pre or post: where a long text is cut (default: pre).")
  private @Nullable Side truncating;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = {
        "Where words are left out or a text is cut behind: how many of its last tokens are looked",
        "at (default: 512, as many as the job keeps)."
      })
  private int tokens = 512;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Outputs outputs = new Outputs(spec.commandLine());
    outputs.check(out);
    List<@Nullable Path> inputs = new ArrayList<>(data);
    inputs.addAll(Arrays.asList(file, layers, words, expect));
    for (Path input : inputs) {
      if (input != null && !Files.exists(input)) {
        throw new ParameterException(spec.commandLine(), input + ": no such file");
      }
      if (input != null) {
        outputs.checkIsNot(out, input);
      }
    }
    checkNumbers();
    WordOptions options =
        new WordOptions(
            indexFrom,
            id("--start-id", start),
            id("--unknown-id", unknown),
            idsBelow,
            padding,
            truncating,
            tokens);
    ModelImport.Made made;
    try {
      made =
          new ModelImport(file, layers, words, options, length, modelVersion, languages)
              .run(expect);
    } catch (ImportException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    ModelBundle bundle =
        data.isEmpty()
            ? made.bundle()
            : ImportedThresholds.chosen(made.bundle(), data, encoding.charset());
    BundleWriter.write(bundle, out);
    print(bundle, made);
    return 0;
  }

  private void checkNumbers() {
    check("--tokens", tokens, 1);
    check("--length", length, 1);
    check("--ids-below", idsBelow, 1);
    check("--index-from", indexFrom, 0);
    if (languages.stream().anyMatch(String::isBlank)) {
      throw new ParameterException(
          spec.commandLine(), "--language: must be a code like en, not blank");
    }
  }

  private void check(String option, @Nullable Integer value, int least) {
    if (value != null && value < least) {
      throw new ParameterException(
          spec.commandLine(), "%s: must be %d or more, not %d".formatted(option, least, value));
    }
  }

  private void print(ModelBundle bundle, ModelImport.Made made) throws IOException {
    PrintWriter printer = spec.commandLine().getOut();
    Network network = bundle.manifest().network();
    printer.printf(
        "%s: %s, %d layers on %s, %,d words, rows of %d%n",
        out,
        bundle.manifest().modelVersion(),
        network.layers().size(),
        network instanceof Architecture ? "kernels of their own" : "general kernels",
        bundle.vocabulary().words().size(),
        network.sequenceLength());
    bundle
        .manifest()
        .provenance()
        .settings()
        .forEach((name, value) -> printer.printf("  %-12s%s%n", name, value));
    printer.printf(
        "%d of %d expected scores are met, the largest difference is %.1e%n",
        made.compared(), made.compared(), made.largestDifference());
    printer.printf("%,d bytes, sha256 %s%n", Files.size(out), Sha256.hex(out));
    printer.flush();
  }

  private @Nullable Integer id(String option, @Nullable String value) {
    if (value == null) {
      return null;
    }
    if (value.equals("none")) {
      return WordOptions.NONE;
    }
    try {
      int id = Integer.parseInt(value);
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ParameterException(
        spec.commandLine(), option + ": must be an id from 0 on or none, not " + value);
  }
}
