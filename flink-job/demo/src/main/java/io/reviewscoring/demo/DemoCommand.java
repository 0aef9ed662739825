package io.reviewscoring.demo;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.dashboard.Dashboard;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.model.console.StandardOutput;
import io.reviewscoring.model.file.EncodingName;
import io.reviewscoring.model.file.ScratchFolder;
import io.reviewscoring.model.file.TextFile;
import io.reviewscoring.sample.SampleFeed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The whole system on one machine, with nothing but a JDK: {@code demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a Kafka broker and the job on this machine, sends sample reviews and shows what"
          + " comes out; after a while a second model takes over.",
      "",
      "With --input and --output it sends a file's lines instead, as fast as it can, and writes"
          + " what the output topics hold to files.",
      ""
    },
    footer = {"", "Further options are the job's, as --name value; `run --help` lists them."})
public final class DemoCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MIN_WIDTH = 80;
  private static final int MAX_WIDTH = 160;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Reviews as JSON objects, one a line or in an array, plain or gzip. A 'label' field (pos or"
              + " neg) at the root is compared.")
  private @Nullable Path input;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingName.class,
      description =
          "Of the file, such as windows-1252 or UTF-16. Without it a review with bytes that are not"
              + " UTF-8 in a field that is read becomes a dead letter.")
  private @Nullable Charset encoding;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "For sentiment, aggregates, dead-letters and model-status .ndjson.")
  private @Nullable Path output;

  @Option(
      names = "--exit-when-done",
      description = "End after the file; else the broker stays up until Ctrl-C.")
  private boolean exitWhenDone;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The bundle to begin with (default: default.zip of the shipped ones).")
  private @Nullable Path model;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "1min",
      converter = StreamLength.class,
      description = "Length of the sample stream, 40s or 2min (default: ${DEFAULT-VALUE}).")
  private Duration length = Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "4",
      description = "Sample reviews a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where to serve the live page (default: 8090, or any free port where that is taken).")
  private @Nullable Integer port;

  @Option(names = "--no-page", description = "Serve no live page.")
  private boolean noPage;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the broker's, the job's data and logs there.")
  private @Nullable Path keep;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final PrintStream out;
  private final PrintStream err;

  /** The command on standard output, in UTF-8 whatever the system's encoding. */
  public DemoCommand() {
    this(new PrintStream(new StandardOutput(), true, StandardCharsets.UTF_8), System.err);
  }

  DemoCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    Cleanup cleanup = new Cleanup();
    AtomicBoolean stopped = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.set(true);
                  cleanup.close();
                },
                "demo-cleanup"));
    try (cleanup) {
      checkOptions();
      if (input == null) {
        stream(cleanup);
      } else {
        file(cleanup, input, output == null ? Path.of(".") : output);
      }
      return 0;
    } catch (DemoException | ConfigurationException | IOException e) {
      return failed(stopped, e);
    }
  }

  private void stream(Cleanup cleanup) throws DemoException, ConfigurationException, IOException {
    if (port != null && !noPage) {
      Dashboard.checkPort(LOOPBACK, port);
    }
    Activation first = Activation.of(firstModel());
    Activation second = Activation.of(bundles().resolve("small.zip"));
    boolean terminal = Ansi.AUTO.enabled();
    DemoView view = new DemoView(out, width(), terminal, ZoneId.systemDefault());
    JobConfig config =
        start(
            cleanup,
            "--window.size=20s",
            "--window.allowed-lateness=10s",
            "--window.early-interval=2s",
            "--out-of-orderness=5s",
            "--output.include-text=true",
            "--output.evidence=NEGATIVE,UNCERTAIN");
    if (!noPage) {
      Dashboard page = cleanup.add(page(config));
      view.say("Live page: " + page.address());
    }
    new StreamRun(config, view).run(first, second, length, rate, cleanup);
  }

  /** At the port that was asked for, or else at the usual one or any other. */
  private Dashboard page(JobConfig config) throws IOException {
    if (port != null) {
      return Dashboard.start(config, LOOPBACK, port);
    }
    try {
      return Dashboard.start(config, LOOPBACK, Dashboard.DEFAULT_PORT);
    } catch (IOException e) {
      return Dashboard.start(config, LOOPBACK, 0);
    }
  }

  private void file(Cleanup cleanup, Path from, Path to)
      throws DemoException, ConfigurationException, IOException {
    String problem = TextFile.problem(from);
    refuse(problem != null, String.valueOf(problem));
    refuse(Files.exists(to) && !Files.isDirectory(to), "--output: " + to + " is not a directory");
    InputFile reviews = new InputFile(from, encoding);
    reviews.check();
    Activation first = Activation.of(firstModel());
    JobConfig config = start(cleanup, "--reviews.bounded=true", "--reviews.start=earliest");
    new FileRun(config, out, Ansi.AUTO.enabled()).run(reviews, to, first, cleanup);
    if (!exitWhenDone) {
      out.println(
          "The job has ended; the broker stays at " + config.bootstrapServers() + " until Ctrl-C.");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw DemoTopics.interrupted();
      }
    }
  }

  /** Starts the broker in a directory of its own, and makes the job's configuration for it. */
  private JobConfig start(Cleanup cleanup, String... defaults)
      throws IOException, ConfigurationException {
    Path directory = keep == null ? cleanup.add(ScratchFolder.make("demo")).path() : keep;
    Files.createDirectories(directory);
    logTo(directory.resolve("job.log"));
    List<String> arguments = new ArrayList<>(List.of(defaults));
    arguments.add("--model.stores=file:"); // who writes commands is the user of this machine
    arguments.addAll(jobOptions);
    arguments.add("--checkpoint.directory=" + Location.uri(directory.resolve("checkpoints")));
    arguments.add("--model.directory=" + Location.uri(directory.resolve("models")));
    // A wrong option is to be said before anything starts.
    arguments.add("--bootstrap.servers=127.0.0.1:1");
    JobConfig checked = JobConfig.parse(arguments.toArray(String[]::new));
    if (input == null) {
      SampleFeed.checkForm(checked);
    }
    out.println("Starting a Kafka broker in " + directory + " ...");
    EmbeddedBroker broker = cleanup.add(EmbeddedBroker.start(directory.resolve("kafka")));
    out.println(
        "It listens at " + broker.bootstrapServers() + ", parallelism " + checked.parallelism());
    arguments.set(arguments.size() - 1, "--bootstrap.servers=" + broker.bootstrapServers());
    return JobConfig.parse(arguments.toArray(String[]::new));
  }

  private void checkOptions() throws DemoException {
    refuse(
        input == null && (output != null || encoding != null || exitWhenDone),
        "--output, --encoding and --exit-when-done need --input");
    refuse(input != null && output == null, "--input needs --output DIR");
    Stream<String> streams = Stream.of("--port", "--no-page", "--duration", "--rate");
    refuse(
        input != null && streams.anyMatch(spec.commandLine().getParseResult()::hasMatchedOption),
        "--port, --no-page, --duration and --rate are for the sample stream, without --input");
    refuse(port != null && (port < 0 || port > 65_535), "--port must be between 0 and 65535");
    refuse(
        length.toSeconds() < 1 || rate < 1 || rate > 1000,
        "--duration must be 1 or more, --rate between 1 and 1000");
  }

  private static void refuse(boolean isWrong, String rule) throws DemoException {
    if (isWrong) {
      throw new DemoException(DemoException.USAGE, rule);
    }
  }

  private Path firstModel() {
    return model == null ? bundles().resolve("default.zip") : model;
  }

  private static Path bundles() {
    return Path.of(System.getProperty("reviewscoring.bundles", "model/bundles"));
  }

  /** Has an effect only before the first logger is made. */
  private static void logTo(Path file) {
    System.setProperty("org.slf4j.simpleLogger.logFile", file.toString());
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    // Only where nobody must read it: a stack trace of each failure.
    System.setProperty(
        "org.slf4j.simpleLogger.log.org.apache.flink.runtime.taskmanager.Task", "warn");
  }

  private static int width() {
    try {
      int columns = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
      return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, columns));
    } catch (NumberFormatException e) {
      return MIN_WIDTH;
    }
  }

  /** What fails after Ctrl-C fails because of it, and is not worth a word. */
  private int failed(AtomicBoolean stopped, Exception e) {
    if (!stopped.get()) {
      err.println("review-scoring demo: " + OneLineErrors.message(e, spec));
    }
    int otherwise =
        e instanceof ConfigurationException ? DemoException.USAGE : DemoException.FAILURE;
    return e instanceof DemoException demo ? demo.exitCode() : otherwise;
  }
}
