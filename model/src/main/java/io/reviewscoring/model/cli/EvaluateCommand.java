package io.reviewscoring.model.cli;

import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.Contrasts;
import io.reviewscoring.model.evaluation.LabelledPart;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.evaluation.Speed;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how well a model's scores match labels. */
@Command(name = "evaluate", description = "Measures a model on labelled reviews.")
final class EvaluateCommand implements Callable<Integer> {

  private static final Speed SPEED = new Speed(Duration.ofSeconds(3), Duration.ofSeconds(10));

  /** What is measured on. */
  static final class What {
    @Option(
        names = "--data",
        paramLabel = "PATH",
        required = true,
        description = {
          "aclImdb or its tar.gz, the zips of sentence_polarity, pros_cons and product_reviews_1, all"
              + " as published,",
          "a folder with pos/ and neg/ of .txt files, or a file of JSON objects (text, label), one a"
              + " line or in an array, plain or gzip. More of them: --data again."
        })
    private List<Path> data = List.of();

    @Option(
        names = "--contrasts",
        required = true,
        description = "Sentences that people try first, in pairs that differ little.")
    private boolean contrasts;
  }

  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Mixin private EncodingOption encoding;

  @Option(
      names = "--split",
      paramLabel = "PART",
      description = {
        "train, test or all of the reviews",
        "(default: of what is published test, of your own all; their test is a fifth)."
      })
  private @Nullable LabelledPart part;

  @Option(names = "--speed", description = "Measure reviews a second on one core, too.")
  private boolean speed;

  @Option(
      names = "--export",
      paramLabel = "FOLDER",
      description =
          "Write the parts of each source there, as NAME.train.ndjson and NAME.test.ndjson, and"
              + " measure nothing.")
  private @Nullable Path export;

  @Option(names = "--json", description = "Print one JSON object for each source.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (Path path : what.data) {
      if (!Files.exists(path)) {
        throw new ParameterException(spec.commandLine(), path + ": no such file or directory");
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (export != null) {
      export(export, out);
    } else if (what.contrasts) {
      contrast(ScoringModel.of(model.load()), out);
    } else {
      measure(ScoringModel.of(model.load()), out);
    }
    out.flush();
    return 0;
  }

  private void export(Path folder, PrintWriter out) throws IOException {
    if (what.contrasts) {
      throw new ParameterException(spec.commandLine(), "--export goes with --data");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), folder + ": is no folder");
    }
    PartFiles files = new PartFiles(folder);
    for (LabelledSource source : sources()) {
      files.write(source, out);
    }
  }

  /** Those of {@code --data}; what was left out is said beside the figures. */
  private List<LabelledSource> sources() throws IOException {
    List<LabelledSource> sources = LabelledSources.open(what.data, encoding.charset());
    for (int i = 0; i < sources.size(); i++) {
      String path = what.data.get(i) + ": ";
      PrintWriter err = spec.commandLine().getErr();
      sources.get(i).strayFiles().inWords().ifPresent(words -> err.println(path + words));
    }
    return sources;
  }

  private void contrast(ScoringModel scoring, PrintWriter out) {
    List<Contrasts.Answers> groups = Contrasts.shipped().by(scoring);
    String version = scoring.manifest().modelVersion();
    if (json) {
      out.println(ContrastTable.json(version, groups));
    } else {
      ContrastTable.print(version, groups, out);
    }
  }

  private void measure(ScoringModel scoring, PrintWriter out)
      throws IOException, InterruptedException {
    List<LabelledSource> sources = sources();
    for (int i = 0; i < sources.size(); i++) {
      LabelledSource source = sources.get(i);
      Path path = what.data.get(i);
      List<LabelledReview> reviews = source.reviews(partOf(source));
      if (reviews.isEmpty()) {
        throw new IOException(path + ": no reviews in this split");
      }
      Measured measured = measured(scoring, source.origin().name(), reviews);
      if (json) {
        out.println(MeasuredJson.of(measured));
      } else {
        out.print(i == 0 ? "" : System.lineSeparator());
        MeasuredTable.print(measured, out);
      }
    }
  }

  private LabelledPart partOf(LabelledSource source) {
    if (part != null) {
      return part;
    }
    return source.origin().published() ? LabelledPart.TEST : LabelledPart.ALL;
  }

  private Measured measured(ScoringModel scoring, String source, List<LabelledReview> reviews)
      throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    return new Measured(
        scoring.manifest().modelVersion(),
        source,
        new BulkScorer(scoring, threads).scored(reviews),
        scoring.manifest().labelling(),
        speed ? SPEED.of(scoring, reviews) : null);
  }
}
