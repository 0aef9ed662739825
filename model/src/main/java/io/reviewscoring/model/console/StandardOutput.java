package io.reviewscoring.model.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * A process's standard output, of which no write fails unnoticed: print writers and streams keep a
 * failure to themselves, so that a full disk would cost lines without a word, and a command whose
 * reader is gone would go on for ever. Here a failed write throws {@link LostOutputException}, and
 * ends the command. As thread-safe as the stream below.
 */
public final class StandardOutput extends OutputStream {
  private static final int FAILURE = 1;

  /** What a shell reports of a program that a closed pipe has ended: 128 and SIGPIPE. */
  private static final int CLOSED_PIPE = 141;

  private static final int FILE_TYPE = 0xF000;
  private static final int PIPE = 0x1000;

  private final OutputStream below;
  private final BooleanSupplier isPipe;

  /** The process's own. */
  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out), StandardOutput::isPipe);
  }

  /** Another stream in its place. */
  public StandardOutput(OutputStream below) {
    this(below, () -> false);
  }

  private StandardOutput(OutputStream below, BooleanSupplier isPipe) {
    this.below = below;
    this.isPipe = isPipe;
  }

  /**
   * Has a command line and its subcommands print to it, in UTF-8 and line by line. A write that
   * fails, the last one included, ends the command with one line and exit code 1; a closed pipe
   * ends it without a word.
   */
  public static CommandLine in(CommandLine commandLine) {
    return commandLine
        .setOut(new PrintWriter(new StandardOutput(), true, StandardCharsets.UTF_8))
        .setExecutionStrategy(StandardOutput::execute);
  }

  private static int execute(ParseResult parsed) {
    try {
      int exitCode = new RunLast().execute(parsed);
      parsed.commandSpec().commandLine().getOut().flush();
      return exitCode;
    } catch (LostOutputException e) {
      return end(parsed, e);
    } catch (ExecutionException e) {
      LostOutputException lost = lost(e);
      if (lost == null) {
        throw e;
      }
      return end(parsed, lost);
    }
  }

  private static @Nullable LostOutputException lost(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof LostOutputException lost) {
        return lost;
      }
    }
    return null;
  }

  private static int end(ParseResult parsed, LostOutputException lost) {
    if (lost.isReaderGone()) {
      return CLOSED_PIPE;
    }
    var commands = parsed.asCommandLineList();
    CommandLine command = commands.get(commands.size() - 1);
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + lost.getMessage());
    command.getErr().flush();
    return FAILURE;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      below.write(bytes, offset, length);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public void flush() {
    try {
      below.flush();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private LostOutputException lost(IOException e) {
    // The message is in the system's language; a pipe has no other way to fail.
    boolean readerGone =
        isPipe.getAsBoolean() || String.valueOf(e.getMessage()).contains("roken pipe");
    return new LostOutputException(e, readerGone);
  }

  private static boolean isPipe() {
    try {
      int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      return (mode & FILE_TYPE) == PIPE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
