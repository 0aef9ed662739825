package io.reviewscoring.job.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReviewScoringTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine commandLine = ReviewScoring.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }

  @Test
  void aWrongOptionOfRunIsOneLineAndExitCodeTwo() {
    int code = execute("run", "--bootstrap.servers=localhost:9092", "--window.sise=1s");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "review-scoring run: --window.sise: no such option; did you mean window.size?");
  }

  @Test
  void runsHelpListsTheJobsOptions() {
    assertThat(execute("run", "--help")).isZero();
    assertThat(out.toString()).contains("--create-topics", "--window.size=DURATION  [1min]");
  }

  @Test
  void publishWithoutItsModelIsOneLineAndExitCodeTwo() {
    assertThat(execute("publish", "--bootstrap-servers=localhost:9092")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void publishRefusesWhatIsNoBundle(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("model.zip"), "no zip");

    int code =
        execute(
            "publish",
            "--model=" + file,
            "--store=" + directory,
            "--bootstrap-servers=localhost:9092");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("is no model bundle: ").hasLineCount(1);
  }

  @Test
  void publishRefusesAnEffectiveFromThatIsNoInstant() {
    int code =
        execute(
            "publish",
            "--model=m.zip",
            "--store=s",
            "--bootstrap-servers=localhost:9092",
            "--effective-from=tomorrow");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("'tomorrow' is not an instant");
  }
}
