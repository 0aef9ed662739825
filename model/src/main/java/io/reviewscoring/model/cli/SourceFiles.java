package io.reviewscoring.model.cli;

import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.training.WeightedSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the sources that a training is given, and says what was left out. */
final class SourceFiles {
  private final CommandLine commandLine;
  private final Charset encoding;

  SourceFiles(CommandLine commandLine, Charset encoding) {
    this.commandLine = commandLine;
    this.encoding = encoding;
  }

  /**
   * Reads them.
   *
   * @return one for each option, in their order
   */
  List<WeightedSource> read(List<SourceOption> options, boolean unlabelledToo) throws IOException {
    List<Path> paths = options.stream().map(SourceOption::path).toList();
    paths.forEach(this::checkThere);
    PrintWriter printer = commandLine.getOut();
    printer.println(
        "Reading " + paths.stream().map(Path::toString).collect(Collectors.joining(", ")));
    printer.flush();
    List<LabelledSource> read =
        unlabelledToo
            ? LabelledSources.openWithUnlabelled(paths, encoding)
            : LabelledSources.open(paths, encoding);
    List<WeightedSource> sources = new ArrayList<>();
    for (LabelledSource source : read) {
      source.strayFiles().inWords().ifPresent(printer::println);
      source
          .keptApartInWords()
          .ifPresent(words -> printer.println(source.origin().name() + ": " + words));
      sources.add(new WeightedSource(source, options.get(sources.size()).weight()));
    }
    return sources;
  }

  /** Reads sources again as they are without the others, and says nothing. */
  List<LabelledSource> alone(List<Path> paths) throws IOException {
    return LabelledSources.open(paths, encoding);
  }

  /**
   * @throws ParameterException if nothing is there
   */
  void checkThere(Path path) {
    if (!Files.exists(path)) {
      throw new ParameterException(commandLine, path + ": no such file or directory");
    }
  }

  /**
   * @throws ParameterException with the first obstacle that a source has
   */
  void refuse(
      List<SourceOption> options,
      List<WeightedSource> sources,
      Function<WeightedSource, Optional<String>> obstacles) {
    for (int i = 0; i < sources.size(); i++) {
      Path path = options.get(i).path();
      obstacles
          .apply(sources.get(i))
          .ifPresent(
              obstacle -> {
                throw new ParameterException(commandLine, path + ": " + obstacle);
              });
    }
  }
}
