package io.reviewscoring.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.fixture.FullDisk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine commandLine = DemoCommands.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }

  @Test
  void feedToAnUnknownHostIsOneLineAndExitCodeOneAndNamesBeforeWhoIsAsked() {
    assertThat(execute("feed", "--bootstrap-servers=nowhere.invalid:9092")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "review-scoring feed: there is no such host: nowhere.invalid:9092");
    assertThat(out.toString()).startsWith("asks ").contains("nowhere.invalid:9092 for its topics");
  }

  @Test
  void dashboardWithoutBrokersIsOneLineAndExitCodeTwo() {
    assertThat(execute("dashboard")).isEqualTo(2);
    assertThat(err.toString()).contains("bootstrap.servers").hasLineCount(1);
  }

  @Test
  void dashboardRefusesAPortThatIsNone() {
    assertThat(execute("dashboard", "--bootstrap-servers=localhost:9092", "--port=65536"))
        .isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("review-scoring dashboard: --port: must be between 0 and 65535");
  }

  @Test
  void dashboardsHelpWarnsThatThePageAsksForNoPassword() {
    assertThat(execute("dashboard", "--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("--port=PORT", "--host=HOST", "whoever reaches it reads it");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void feedRefusesARateThatIsNone() {
    assertThat(execute("feed", "--bootstrap-servers=localhost:9092", "--rate=0")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("review-scoring feed: --rate: must be between 1 and 1000");
  }

  @Test
  void feedRefusesAFormThatItsRecordsCouldNotBeReadIn() {
    assertThat(
            execute(
                "feed",
                "--bootstrap-servers=localhost:1",
                "--reviews.field.text=/review/text",
                "--reviews.field.product=/review"))
        .isEqualTo(2);
    assertThat(err.toString())
        .startsWith("review-scoring feed: samples can't be written in this form: '/review/text'")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theDemosOwnStreamIsOfTheOwnFormAlone() {
    System.setProperty("reviewscoring.bundles", "../../model/bundles");
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(shown, true, UTF_8);
    DemoCommand demo = new DemoCommand(terminal, terminal);
    assertThat(new CommandLine(demo).execute("--no-page", "--reviews.form=steam")).isEqualTo(2);
    assertThat(shown.toString(UTF_8))
        .startsWith("review-scoring demo: the samples are in the form review-scoring")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--duration=5s", "--rate=9", "--port=0", "--no-page"})
  void ofAFileWhatIsForTheSampleStreamIsRefused(String option) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(shown, true, UTF_8);
    String[] words = {"--input=in.ndjson", "--output=out", option};
    assertThat(new CommandLine(new DemoCommand(terminal, terminal)).execute(words)).isEqualTo(2);
    assertThat(shown.toString(UTF_8))
        .startsWith("review-scoring demo: --port, --no-page, --duration and --rate are for the")
        .hasLineCount(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onAFullDiskTheDemoEndsBeforeItStartsAnything(@TempDir Path directory) throws Exception {
    Path input = Files.writeString(directory.resolve("in.ndjson"), "{}");
    List<String> demo =
        List.of(
            "demo",
            "--input=" + input,
            "--output=" + directory,
            "--model=../../model/bundles/small.zip",
            "--exit-when-done");

    FullDisk.Outcome outcome = FullDisk.run(directory, DemoCommands.class, demo);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("review-scoring demo: can't write to standard output: ")
        .hasLineCount(1);
  }
}
