package io.reviewscoring.job.cli;

import io.reviewscoring.job.signature.KeyFiles;
import io.reviewscoring.job.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keys that commands are signed with: {@code keys}. */
@Command(
    name = "keys",
    description = "Keys to sign commands with.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = KeysCommand.Generate.class)
public final class KeysCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() throws CommandException {
    throw new CommandException(
        CommandException.USAGE, "say what is to be done: keys generate --out NAME");
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new KeysCommand(), args);
  }

  /** A new pair. */
  @Command(
      name = "generate",
      description = {
        "Makes an Ed25519 key pair: NAME.key signs, and only its owner may read it;",
        "NAME.pem is for the folder that the job's model.trusted-keys names.",
        ""
      })
  static final class Generate implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "NAME",
        description = "The files without .key and .pem. None that is there is written over.")
    private Path name = Path.of("");

    @Mixin HelpOption help = new HelpOption();

    @Override
    public Integer call() throws CommandException {
      KeyFiles files = KeyFiles.of(name);
      SigningKey key = SigningKey.generate();
      try {
        files.write(key);
      } catch (FileAlreadyExistsException e) {
        throw usage(e.getFile() + " is there already: give another --out");
      } catch (NoSuchFileException e) {
        throw usage("--out: there is no folder " + files.publicKey().getParent());
      } catch (IOException e) {
        throw usage("--out: can't write " + e.getMessage());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("private  " + files.privateKey());
      out.println("public   " + files.publicKey());
      out.println("key id   " + key.id());
      out.flush();
      return 0;
    }

    private static CommandException usage(String message) {
      return new CommandException(CommandException.USAGE, message);
    }
  }
}
