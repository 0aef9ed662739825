package io.reviewscoring.job.cli;

import io.reviewscoring.job.message.RoleChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends an experiment: {@code end}. */
@Command(
    name = "end",
    sortOptions = false,
    description = {"Ends an experiment: the model in force scores all, nothing scores beside.", ""})
public final class EndCommand extends RoleCommand {
  @Parameters(paramLabel = "NAME", description = "The experiment.")
  private String experiment = "";

  @Override
  RoleChange change() {
    return new RoleChange(RoleChange.Kind.END, experiment, 0, 0);
  }

  @Override
  String words() {
    return "end of " + experiment;
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new EndCommand(), args);
  }
}
