package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which Kafka a command beside the job talks to. For picocli, as a mixin; what is left over of the
 * command line ({@code --config}, topics, {@code --kafka.NAME}) stays with the command, since
 * picocli collects it for commands only.
 */
public final class BrokerOptions {
  @Option(
      names = {"--bootstrap-servers", "--bootstrap.servers"},
      paramLabel = "HOST:PORT",
      description = "The Kafka brokers to begin with.")
  private @Nullable String bootstrapServers;

  private final List<String> taken;

  /**
   * @param taken how the names of the job's options begin that the command heeds, beside those that
   *     name the job and its topics
   */
  public BrokerOptions(String... taken) {
    this.taken = List.of(taken);
  }

  /** Whether an option of the job is of use to the command. */
  boolean isTaken(String jobOption) {
    return jobOption.endsWith(".topic")
        || jobOption.equals("job.name")
        || taken.stream().anyMatch(jobOption::startsWith);
  }

  /**
   * The job's configuration with these brokers.
   *
   * @param further the job's options as they stood on the command line
   * @param own values of options that the command has itself, by the job's names; they win, and one
   *     that is empty was not given
   */
  public JobConfig config(List<String> further, Map<String, String> own)
      throws ConfigurationException {
    List<String> options = new ArrayList<>(further);
    if (bootstrapServers != null) {
      options.add("--bootstrap.servers=" + bootstrapServers);
    }
    own.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            options.add("--" + name + "=" + value);
          }
        });
    return JobConfig.parse(options.toArray(String[]::new));
  }
}
