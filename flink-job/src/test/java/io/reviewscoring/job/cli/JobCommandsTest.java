package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class JobCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine commandLine = JobCommands.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }

  @Test
  void aWrongOptionOfRunIsOneLineAndExitCodeTwo() {
    int code = execute("run", "--bootstrap.servers=localhost:9092", "--window.sise=1s");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "review-scoring run: --window.sise: no such option; did you mean --window.size?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compare --run-i=x       | --run-i: no such option; did you mean --run-id?
          compare --windw.size=1s | --windw.size: no such option; did you mean --window.size?
          redrive --reasons=x     | --reasons: no such option; did you mean --reason?
          rollback --waitt=active | --waitt: no such option; did you mean --wait?
          """)
  void aMisspeltOptionIsLikeOneThatTheCommandTakes(String command, String line) {
    String brokers = " --bootstrap.servers=localhost:1";

    assertThat(execute((command + brokers).split(" "))).isEqualTo(2);
    assertThat(err.toString()).endsWith(": " + line + System.lineSeparator());
  }

  @Test
  void aMisspeltOptionIsNotLikeOneThatTheCommandLeavesToTheJob() {
    assertThat(execute("redrive", "--paralelism=2", "--bootstrap.servers=localhost:1"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("--paralelism: no such option")
        .doesNotContain("--parallelism");
  }

  @Test
  void runsHelpListsTheJobsOptions() {
    assertThat(execute("run", "--help")).isZero();
    assertThat(out.toString()).contains("--create-topics", "--window.size=DURATION  [1min]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "publish --model=../model/bundles/small.zip --store=store",
        "backfill --from-offsets=0=5",
        "compare",
        "redrive"
      })
  void anUnknownHostIsOneLineAndExitCodeOneAndNamesBeforeWhoIsAsked(String command) {
    String brokers = "--bootstrap-servers=nowhere.invalid:9092";

    int code = execute((command + " " + brokers).split(" "));

    assertThat(code).as(err.toString()).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "review-scoring "
                + command.split(" ", -1)[0]
                + ": there is no such host: nowhere.invalid:9092");
    assertThat(out.toString()).startsWith("asks ").contains("nowhere.invalid:9092 for its topics");
  }

  @Test
  void aFileThatIsNotThereIsOneLineAndExitCodeTwo() {
    assertThat(
            execute(
                "publish", "--model=missing.zip", "--store=s", "--bootstrap-servers=localhost:1"))
        .isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("review-scoring publish: missing.zip: no such file");
  }

  @Test
  void aModelThatIsNotThereIsRefusedBeforeAnyBrokerIsAsked() {
    assertThat(
            execute(
                "run", "--model=missing.zip", "--bootstrap.servers=localhost:1", "--create-topics"))
        .isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "review-scoring run: --model missing.zip can't be used: there is no file missing.zip");
  }

  @Test
  void whatIsNoNumberIsSaidInWords() {
    execute(
        "publish",
        "--model=m.zip",
        "--store=s",
        "--bootstrap-servers=localhost:1",
        "--wait-timeout=soon");

    assertThat(err.toString()).endsWith("'soon' is no whole number" + System.lineSeparator());
  }

  @Test
  void backfillsHelpListsEachOptionOnceAndNoneThatIsRefused() {
    assertThat(execute("backfill", "--help")).isZero();
    assertThat(out.toString()).containsOnlyOnce("--model=").contains("--window.size=DURATION");
    for (String refused : List.of("reviews.bounded", "reviews.start", "resume")) {
      assertThat(out.toString()).doesNotContain("--" + refused);
    }
  }

  @Test
  void publishWithoutItsModelIsOneLineAndExitCodeTwo() {
    assertThat(execute("publish", "--bootstrap-servers=localhost:9092")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aMisspeltOptionIsNamedBeforeTheOneThatIsMissing() {
    String rest = "--bootstrap-servers=localhost:9092 --store s --job.name=mine";
    assertThat(execute(("publish --modle x " + rest).split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("review-scoring publish: --modle: no such option")
        .contains("--model")
        .hasLineCount(1);
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

  @ParameterizedTest
  @CsvSource({
    "--effective-from=tomorrow, --effective-from: 'tomorrow' is not an instant",
    "--effective-from=+999999999-01-01T00:00:00Z, is not an instant such as",
    "--wait-timeout=0, --wait-timeout: must be above 0",
    "--wait-timeout=-5, --wait-timeout: must be above 0"
  })
  void publishRefusesWhatCantBeWaitedForBeforeAnybodyIsAsked(String option, String line) {
    String rest = "publish --model=../model/bundles/small.zip --store=s --bootstrap-servers=x:1 ";

    assertThat(execute((rest + option).split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(line).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --window.size=1min                                      | say what to read
          --from=2026-01-01T00:00:00Z                             | --from and --to go together
          --from=yesterday --to=2026-01-01T00:00:00Z              | is not an instant
          --from=2026-01-02T00:00:00Z --to=2026-01-01T00:00:00Z   | --from must be before --to
          --from=2026-01-02T00:00:00Z --to=2226-01-01T00:00:00Z   | --to lies in the future
          --from-offsets=0:5                                      | is not PARTITION=OFFSET
          --from-offsets=0=5,0=6                                  | is not PARTITION=OFFSET
          --from-offsets=0=5 --suffix=                            | the live topics would be written
          --from-offsets=0=5 --suffix=/                           | letters, digits
          --from-offsets=0=5 --run-id=a/b                         | is not made of letters
          --from-offsets=0=5 --reviews.start=latest               | not for a backfill
          --from-offsets=0=5 --model=a.zip --model-version=1      | exclude each other
          --from-offsets=0=5 --margin=1                           | is not a duration
          --from-offsets=0=5 --max-rate=0                         | must be above 0
          --from-offsets=0=5 --max-rate=many                      | is no whole number
          --from-offsets=0=5 --count                              | goes with --dry-run
          --from-offsets=0=5 --window.sise=1s                     | did you mean --window.size?
          """)
  void aWrongOptionOfBackfillIsOneLineAndExitCodeTwo(String options, String reason) {
    List<String> arguments = new ArrayList<>(List.of("backfill"));
    arguments.add("--bootstrap.servers=localhost:1");
    arguments.addAll(List.of(options.split(" +")));

    int code = execute(arguments.toArray(String[]::new));

    assertThat(code).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("review-scoring backfill: ")
        .contains(reason)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--id=17, --id: '17' is not PARTITION:OFFSET",
    "--from=now, --from: 'now' is not an instant",
    "--from=2026-01-02T00:00:00Z --to=2026-01-01T00:00:00Z, --from must be before --to",
    "--max-attempts=0, --max-attempts: must be above 0"
  })
  void redriveRefusesWhatItDoesNotUnderstand(String option, String line) {
    assertThat(execute(("redrive --bootstrap.servers=localhost:1 " + option).split(" ")))
        .isEqualTo(2);
    assertThat(err.toString()).contains(line).hasLineCount(1);
  }

  @Test
  void compareRefusesWhatAreNoOffsets() {
    assertThat(execute("compare", "--bootstrap.servers=localhost:1", "--to-offsets=0:5"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--to-offsets: '0:5' is not PARTITION=").hasLineCount(1);
  }

  @Test
  void compareRefusesWhatIsNoInstantAndARangeWithoutAny() {
    assertThat(execute("compare", "--bootstrap.servers=localhost:1", "--from=now")).isEqualTo(2);
    assertThat(err.toString()).contains("--from: 'now' is not an instant").hasLineCount(1);

    assertThat(execute("compare", "--bootstrap.servers=localhost:1", "--to=1970-01-01T00:00:00Z"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--from must be before --to").hasLineCount(2);
  }
}
