package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command about models that the job knows: nothing is copied. */
public abstract class RoleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Mixin private ControlOptions control = new ControlOptions();

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> further = new ArrayList<>();

  /** What is asked for. */
  abstract RoleChange change();

  /** The same in words. */
  abstract String words();

  @Override
  public final Integer call() throws Exception {
    JobConfig config = control.config(brokers, further);
    RoleChange change = change();
    Optional<String> problem = change.problem();
    if (problem.isPresent()) {
      throw new CommandException(CommandException.USAGE, problem.get());
    }
    var commands = new ControlCommands(config, control, spec.commandLine().getOut());
    commands.check(Needs.ofRoleCommand(config));
    commands.send(ModelCommand.withoutBundle(control.effectiveFrom(), change), words());
    return 0;
  }
}
