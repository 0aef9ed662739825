package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** To whom a command goes, for when, and what is waited for. For picocli, as a mixin. */
public final class ControlOptions {
  @Option(
      names = {"--control-topic", "--control.topic"},
      paramLabel = "TOPIC",
      description = "Default: model-control.")
  private String controlTopic = "";

  @Option(
      names = {"--status-topic", "--status.topic"},
      paramLabel = "TOPIC",
      description = "Default: model-status.")
  private String statusTopic = "";

  @Option(
      names = {"--job-name", "--job.name"},
      paramLabel = "NAME",
      description =
          "The job that a signed command is for, and whose answer --wait waits for (default:"
              + " review-scoring).")
  private String jobName = "";

  @Option(
      names = "--effective-from",
      paramLabel = "INSTANT",
      description =
          "Event time from which it holds, such as 2026-07-01T12:00:00Z. Default: as soon as may"
              + " be. One that is settled already is moved to the next that is not.")
  private @Nullable String effectiveFrom;

  @Option(
      names = "--wait",
      paramLabel = "accepted|active",
      description = "Follow the status topic until it is accepted, or until the job scores so.")
  private ActivationAnswer.@Nullable Goal wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait (default: ${DEFAULT-VALUE}); with --wait active counted from the instant"
              + " on from which it holds.")
  private int waitSeconds;

  @Mixin private SignOptions sign = new SignOptions();

  private Function<ModelCommand, byte[]> form = Messages::json;

  /**
   * The job's configuration with these names.
   *
   * @param further the job's options as they stood on the command line
   * @throws CommandException if an option can't be used
   */
  JobConfig config(BrokerOptions brokers, List<String> further)
      throws CommandException, ConfigurationException {
    if (waitSeconds < 1) {
      throw new CommandException(CommandException.USAGE, "--wait-timeout: must be above 0");
    }
    JobConfig config =
        brokers.config(
            further,
            Map.of(
                "control.topic", controlTopic, "status.topic", statusTopic, "job.name", jobName));
    if (effectiveFrom != null) {
      checkInstant(effectiveFrom);
    }
    form = sign.form(config.jobName(), Clock.systemUTC());
    return config;
  }

  private static void checkInstant(String text) throws CommandException {
    try {
      long unused = Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandException(
          CommandException.USAGE,
          "--effective-from: '" + text + "' is not an instant such as 2026-07-01T12:00:00Z");
    }
  }

  /** What is written to the control topic; signed now, where it is to be. */
  byte[] value(ModelCommand command) {
    return form.apply(command);
  }

  /** As given; null for as soon as possible. */
  @Nullable String effectiveFrom() {
    return effectiveFrom;
  }

  /** What is waited for; null for nothing. */
  ActivationAnswer.@Nullable Goal goal() {
    return wait;
  }

  Duration timeout() {
    return Duration.ofSeconds(waitSeconds);
  }
}
