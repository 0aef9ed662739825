package io.reviewscoring.model.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@SuppressWarnings("NullAway.Init") // picocli sets what is annotated
class StandardOutputTest {
  private static final String FULL = "No space left on device";
  private static final int INCOMPLETE = 3;

  private final StringWriter err = new StringWriter();
  private final Say say = new Say();

  @Command(name = "tool")
  static final class Tool {}

  @Command(name = "say", mixinStandardHelpOptions = true)
  static final class Say implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--lines")
    private int lines;

    @Option(names = "--wrap")
    private boolean wrap;

    private int said;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      out.print("begins ");
      try {
        for (; said < lines; said++) {
          out.println("line " + said);
        }
      } catch (LostOutputException e) {
        throw wrap ? new UncheckedIOException(new IOException("reading failed", e)) : e;
      }
      return INCOMPLETE;
    }
  }

  /** Takes so many writes, and then fails. */
  private static final class Failing extends OutputStream {
    private final String message;
    private int left;

    Failing(int left, String message) {
      this.left = left;
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      if (left-- <= 0) {
        throw new IOException(message);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      write(0);
    }
  }

  private int execute(OutputStream below, String... args) {
    return StandardOutput.in(new CommandLine(new Tool()).addSubcommand(say))
        .setOut(new PrintWriter(new StandardOutput(below), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private void assertSaid(String line) {
    assertThat(err.toString()).isEqualToIgnoringNewLines(line).hasLineCount(1);
  }

  @Test
  void wherePrintingGoesWellTheExitCodeIsTheCommands() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    assertThat(execute(printed, "say", "--lines=1")).isEqualTo(INCOMPLETE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("begins line 0");
  }

  @Test
  void aWriteThatFailsEndsTheCommandWithOneLine() {
    assertThat(execute(new Failing(2, FULL), "say", "--lines=9")).isEqualTo(1);
    assertThat(say.said).isEqualTo(2);
    assertSaid("tool say: can't write to standard output: " + FULL);
  }

  @Test
  void soItDoesWhereTheCommandTellsItAsAnotherFailure() {
    assertThat(execute(new Failing(0, FULL), "say", "--lines=9", "--wrap")).isEqualTo(1);
    assertSaid("tool say: can't write to standard output: " + FULL);
  }

  @Test
  void whatTheCommandLeftUnwrittenCountsToo() {
    assertThat(execute(new Failing(0, FULL), "say")).isEqualTo(1);
    assertSaid("tool say: can't write to standard output: " + FULL);
  }

  @Test
  void theHelpIsAResult() {
    assertThat(execute(new Failing(0, FULL), "say", "--help")).isEqualTo(1);
    assertSaid("tool say: can't write to standard output: " + FULL);
  }

  @Test
  void aReaderThatIsGoneEndsItWithoutAWord() {
    assertThat(execute(new Failing(1, "Broken pipe"), "say", "--lines=9")).isEqualTo(141);
    assertThat(say.said).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void otherFailuresAreToldAsBefore() {
    assertThat(execute(new ByteArrayOutputStream(), "say", "--lines=few")).isEqualTo(2);
    assertThat(err.toString()).contains("--lines");
  }
}
