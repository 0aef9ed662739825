package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ValueParsers;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.signature.SignedCommand;
import io.reviewscoring.job.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command is signed, and by which key. For picocli, as a mixin. */
public final class SignOptions {
  private static final String EXPIRES = "1h";

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description =
          "The private key to sign with, a file that `keys generate` makes; needed where the job has"
              + " model.trusted-keys.")
  private @Nullable Path key;

  @Option(
      names = "--expires",
      paramLabel = "DURATION",
      description =
          "With --sign: the job refuses what reaches it later (default: " + EXPIRES + ").")
  private @Nullable String expires;

  /**
   * How commands are written to the control topic. The key is read now, each command is signed when
   * it is written.
   *
   * @param job the one that signed commands are for
   * @throws CommandException if an option is wrong
   */
  Function<ModelCommand, byte[]> form(String job, Clock clock) throws CommandException {
    if (key == null) {
      if (expires != null) {
        throw usage("--expires goes with --sign KEY: what is not signed does not expire");
      }
      return Messages::json;
    }
    SigningKey signer = read(key);
    Duration valid = duration(Objects.requireNonNullElse(expires, EXPIRES));
    return command -> {
      long now = clock.millis();
      return new SignedCommand(command, job, now, now + valid.toMillis()).sign(signer).bytes();
    };
  }

  private static SigningKey read(Path file) throws CommandException {
    try {
      return SigningKey.read(file);
    } catch (IOException e) {
      throw usage(
          "--sign: "
              + (Files.exists(file)
                  ? "can't use " + file + ": " + e.getMessage()
                  : file + ": no such file"));
    }
  }

  private static Duration duration(String text) throws CommandException {
    try {
      Duration valid = ValueParsers.duration(text);
      if (!valid.isZero()) {
        return valid;
      }
    } catch (IllegalArgumentException e) {
      throw usage("--expires: " + e.getMessage());
    }
    throw usage("--expires: must be above 0");
  }

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }
}
