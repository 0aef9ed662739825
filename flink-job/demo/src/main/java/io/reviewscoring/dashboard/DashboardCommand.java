package io.reviewscoring.dashboard;

import io.reviewscoring.job.cli.BrokerOptions;
import io.reviewscoring.job.cli.HelpOption;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.Needs;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The live page of a job on the user's own Kafka: {@code dashboard}. */
@Command(
    name = "dashboard",
    sortOptions = false,
    description = {"Serves a page that shows what the job writes, as it comes. Until Ctrl-C.", ""},
    footer = {
      "",
      "--config=FILE takes the brokers and topics from the job's own properties file;",
      "--sentiment.topic, --aggregates.topic, --comparison.topic, --status.topic and",
      "--dead-letters.topic name other topics, --job.name another job than review-scoring;",
      "--kafka.NAME=VALUE passes Kafka client settings (TLS, SASL)."
    })
public final class DashboardCommand implements Callable<Integer> {
  private static final long OBSTACLE_CHECK_SECONDS = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + Dashboard.DEFAULT_PORT,
      description = "Where to serve the page, 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen at (default: ${DEFAULT-VALUE}, this machine only). The page asks"
              + " nobody for a password: whoever reaches it reads it.")
  private String host = "127.0.0.1";

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> further = new ArrayList<>();

  /** For a container, where two jars are all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new DashboardCommand(), args);
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new ConfigurationException("--port: must be between 0 and 65535");
    }
    JobConfig config = brokers.config(further, Map.of());
    CountDownLatch end = new CountDownLatch(1);
    try (Dashboard dashboard = Dashboard.start(config, host, port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close, "dashboard-end"));
      PrintWriter out = spec.commandLine().getOut();
      out.println("reads    " + config.sentimentTopic() + " at " + config.bootstrapServers());
      out.println("page     " + dashboard.address());
      out.println("Ctrl-C stops it.");
      out.flush();
      String said = "";
      var refusal = CompletableFuture.supplyAsync(() -> refusal(config));
      Optional<Board.Notice> told = Optional.empty();
      while (!end.await(OBSTACLE_CHECK_SECONDS, TimeUnit.SECONDS)) {
        if (!refusal.getNow("").isEmpty()) {
          throw new IOException(refusal.join());
        }
        String obstacle = dashboard.obstacle().orElse("");
        if (!obstacle.equals(said)) {
          out.println(
              obstacle.isEmpty()
                  ? "goes on  the broker answers and has the topics"
                  : "waits    " + obstacle);
          out.flush();
        }
        said = obstacle;
        Optional<Board.Notice> notice = dashboard.notice();
        if (notice.isPresent() && !notice.equals(told)) {
          out.println("topics   " + notice.get().words());
          out.flush();
          told = notice;
        }
      }
    }
    return 0;
  }

  /** What the brokers don't let it read; those that are away let it, as far as one knows. */
  private static String refusal(JobConfig config) {
    try {
      return new Access(config).problem(Needs.ofDashboard(config)).orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
