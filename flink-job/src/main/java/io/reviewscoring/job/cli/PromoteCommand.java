package io.reviewscoring.job.cli;

import io.reviewscoring.job.message.RoleChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a candidate in force: {@code promote}. */
@Command(
    name = "promote",
    sortOptions = false,
    description = {"Puts an experiment's candidate in force, and ends the experiment.", ""})
public final class PromoteCommand extends RoleCommand {
  @Parameters(paramLabel = "NAME", description = "The experiment.")
  private String experiment = "";

  @Override
  RoleChange change() {
    return new RoleChange(RoleChange.Kind.PROMOTE, experiment, 0, 0);
  }

  @Override
  String words() {
    return "promotion of " + experiment;
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new PromoteCommand(), args);
  }
}
