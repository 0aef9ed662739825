package io.reviewscoring.job.cli;

import io.reviewscoring.job.check.FileSample;
import io.reviewscoring.job.check.SampledRecord;
import io.reviewscoring.job.check.Survey;
import io.reviewscoring.job.check.SurveyReport;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.TopicSample;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.parse.EventTimeRange;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.model.console.Progress;
import io.reviewscoring.model.file.EncodingName;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Whether the job would read a topic or a file: {@code check}. */
@Command(
    name = "check",
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis =
        "review-scoring check (--bootstrap.servers=HOST:PORT | --input=FILE) [--reviews.form=NAME]"
            + " [--NAME=VALUE…]",
    description = {
      "Looks at a sample of a topic or a file before any job runs: what the job would read of it,",
      "what not and why, and the options that would read more. Writes and commits nothing.",
      "Exit code 0: all is read; 3: not all, or there is nothing; 1: failed; 2: wrong options.",
      ""
    },
    footer = {
      "",
      "The job's options are taken too, above all reviews.topic, reviews.form and what belongs to it."
    })
public final class CheckCommand implements Callable<Integer> {
  private static final int NOT_ALL = 3;

  /** Ids and sizes of all are held in memory. */
  private static final int MAX_SAMPLE = 1_000_000;

  /** No broker is asked about a file, and a configuration has one. */
  private static final String NO_BROKER = "localhost:1";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BrokerOptions brokers = new BrokerOptions("reviews.", "review.", "timestamp.");

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "A file in place of a topic: JSON objects, one a line or in an array, plain or gzip.")
  private @Nullable Path input;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingName.class,
      description = "Of the file, such as windows-1252 or UTF-16 (default: its bytes as they are).")
  private @Nullable Charset encoding;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many records to look at, up to " + MAX_SAMPLE + " (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--at",
      paramLabel = "beginning|end",
      description =
          "Which of a topic's records (default: its end). Of a file always the first ones.")
  private @Nullable End at;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Records stamped at this instant or later, such as 2026-01-01T00:00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "Records stamped before it.")
  private @Nullable String to;

  @Unmatched private List<String> further = new ArrayList<>();

  @Mixin HelpOption help = new HelpOption();

  /** An end of a topic. */
  enum End {
    BEGINNING,
    END
  }

  @Override
  public Integer call() throws Exception {
    EventTimeRange range = range();
    if (sample < 1 || sample > MAX_SAMPLE) {
      throw usage("--sample: must be between 1 and " + MAX_SAMPLE);
    }
    if (encoding != null && input == null) {
      throw usage("--encoding: for --input alone");
    }
    if (at != null && input != null) {
      throw usage("--at: for topics; of a file the first records are looked at");
    }
    if (at != null && range != null) {
      throw usage("--at: not with --from and --to");
    }
    JobConfig config =
        brokers.config(further, input == null ? Map.of() : Map.of("bootstrap.servers", NO_BROKER));
    PrintWriter out = spec.commandLine().getOut();
    ParseLimits limits = new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead());
    Survey survey = new Survey(config.reviewsForm(), limits);
    if (input == null) {
      lookAtTopic(config, range, survey, out);
    } else {
      lookAtFile(input, survey, out);
    }
    new SurveyReport(config.reviewsForm(), limits).print(survey, out);
    out.flush();
    return survey.isReadWhole() ? 0 : NOT_ALL;
  }

  private void lookAtTopic(
      JobConfig config, @Nullable EventTimeRange range, Survey survey, PrintWriter out)
      throws Exception {
    RunCommand.sayWhoIsAsked(out, config);
    new Access(config).check(Needs.toRead(List.of(config.reviewsTopic())));
    if (new Topics(config).isMissing(config.reviewsTopic())) {
      throw usage("missing topic: " + config.reviewsTopic());
    }
    say(out, config.reviewsTopic() + ", " + which(range));
    List<String> hidden;
    try (Progress progress = new Progress(out, "records", sample)) {
      long[] read = {0};
      hidden =
          new TopicSample(config)
              .read(
                  sample,
                  at != End.BEGINNING,
                  range,
                  record -> {
                    var origin = record.coordinates();
                    survey.add(
                        new SampledRecord(record, origin.partition() + ":" + origin.offset()));
                    read[0]++;
                    progress.show(read[0], "", left -> "%,d records".formatted(read[0]));
                  });
    }
    hidden.forEach(each -> out.println("not seen     " + each));
  }

  private String which(@Nullable EventTimeRange range) {
    String count = String.format(Locale.ROOT, "%,d", sample);
    if (range != null) {
      return "the first " + count + " records that are stamped from " + from + " to " + to;
    }
    return "the " + (at == End.BEGINNING ? "first " : "last ") + count + " records";
  }

  private void lookAtFile(Path file, Survey survey, PrintWriter out)
      throws IOException, CommandException {
    String problem = TextFile.problem(file);
    if (problem != null) {
      throw usage(problem);
    }
    say(out, file + ", the first " + String.format(Locale.ROOT, "%,d", sample) + " records");
    new FileSample(file, encoding, Instant.now().toEpochMilli()).read(sample, survey::add);
  }

  private static void say(PrintWriter out, String what) {
    out.println("looks at     " + what);
    out.flush();
  }

  private @Nullable EventTimeRange range() throws CommandException, ConfigurationException {
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null || input != null) {
      throw usage("--from and --to go together, and are for topics");
    }
    return EventTimeRange.between(from, to);
  }

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new CheckCommand(), args);
  }
}
