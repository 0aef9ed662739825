package io.reviewscoring.job.cli;

import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which role a model is published for. For picocli, as a mixin. */
public final class RoleOptions {
  @Option(
      names = "--canary",
      paramLabel = "SHARE",
      description =
          "Let it score that share of the reviews, such as 0.05, in place of the model in force."
              + " Again with another share: the share changes, and nobody changes sides without need.")
  private @Nullable Double canary;

  @Option(
      names = "--shadow",
      paramLabel = "SHARE",
      description = "Let it score that share of the reviews beside; no event changes.")
  private @Nullable Double shadow;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "With --canary and --shadow: of which experiment. One that has ended is over.")
  private @Nullable String experiment;

  @Option(
      names = "--compared",
      paramLabel = "SHARE",
      description =
          "With --canary: let the model in force score that share of the candidate's reviews"
              + " beside it (default: 0).")
  private @Nullable Double compared;

  /**
   * What is asked for; null to put the model in force.
   *
   * @throws CommandException if the options don't fit together
   */
  @Nullable RoleChange change() throws CommandException {
    Double share = canary == null ? shadow : canary;
    if (canary != null && shadow != null) {
      throw usage("--canary and --shadow: a model is one of them");
    }
    if (share == null) {
      if (experiment != null || compared != null) {
        throw usage("--experiment and --compared go with --canary SHARE or --shadow SHARE");
      }
      return null;
    }
    if (experiment == null) {
      throw usage("--experiment NAME says which experiment it is part of");
    }
    if (canary == null && compared != null) {
      throw usage("--compared goes with --canary");
    }
    RoleChange change =
        new RoleChange(
            canary == null ? Kind.SHADOW : Kind.CANARY,
            experiment,
            share,
            Objects.requireNonNullElse(compared, 0.0));
    Optional<String> problem = change.problem();
    if (problem.isPresent()) {
      throw usage(problem.get());
    }
    return change;
  }

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }
}
