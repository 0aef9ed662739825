package io.reviewscoring.job.cli;

import io.reviewscoring.job.message.RoleChange;
import picocli.CommandLine.Command;

/** Puts the model before in force: {@code rollback}. */
@Command(
    name = "rollback",
    sortOptions = false,
    description = {
      "Puts the model in force again that was so before the present one, and ends an experiment"
          + " that runs.",
      ""
    })
public final class RollbackCommand extends RoleCommand {
  @Override
  RoleChange change() {
    return new RoleChange(RoleChange.Kind.ROLLBACK, null, 0, 0);
  }

  @Override
  String words() {
    return "rollback";
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new RollbackCommand(), args);
  }
}
