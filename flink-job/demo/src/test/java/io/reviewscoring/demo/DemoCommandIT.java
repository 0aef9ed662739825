package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.OddFolder;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.sample.Sample;
import io.reviewscoring.sample.SampleFeed;
import io.reviewscoring.sample.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandIT {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @TempDir(factory = OddFolder.class)
  Path directory;

  private String model = "";

  @BeforeEach
  void writeModel() {
    System.setProperty("reviewscoring.bundles", "../../model/bundles");
    model = TinyBundles.write(directory, "tiny-1", 1).file().toString();
  }

  @Test
  void aFileGoesThroughTheTopicsAndComesOutAsFiles() throws Exception {
    List<String> lines = new ArrayList<>();
    SampleFeed feed = new SampleFeed(Samples.read());
    Instant begin = Instant.now().minusSeconds(3600);
    int records = Samples.read().size();
    for (int i = 0; i < records; i++) {
      // Latin-1 in both directions: the broken bytes stay as they are.
      lines.add(new String(feed.next(begin.plusSeconds(i)).value(), StandardCharsets.ISO_8859_1));
    }
    Path input = directory.resolve("in.ndjson");
    Files.write(input, lines, StandardCharsets.ISO_8859_1);
    Path output = directory.resolve("out");

    assertThat(runToTheEnd(input, output)).isZero();

    List<JsonNode> events = read(output.resolve("sentiment.ndjson"));
    List<JsonNode> letters = read(output.resolve("dead-letters.ndjson"));
    long repeats = count(Sample.Kind.REPEAT);
    long broken = count(Sample.Kind.BROKEN);
    assertThat(events).hasSize((int) (records - repeats - broken));
    assertThat(letters).hasSize((int) broken);
    assertThat(JobTopics.countedInFinals(read(output.resolve("aggregates.ndjson"))))
        .isEqualTo(events.size());
    assertThat(read(output.resolve("model-status.ndjson")))
        .anyMatch(status -> status.get("state").asText().equals("ACCEPTED"));
  }

  @Test
  void aMissingFileIsAUsageError() {
    assertThat(
            run("--input", directory.resolve("none").toString(), "--output", directory.toString()))
        .isEqualTo(2);
    assertThat(shown.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("review-scoring demo: there is no file ");
  }

  @Test
  void aFileWithNothingToSendFailsBeforeAnythingStarts() throws Exception {
    assertThat(refused("in.ndjson", "\n\n")).endsWith("in.ndjson: nothing in it to send");
  }

  @Test
  void aFileThatIsNoJsonFailsBeforeAnythingStarts() throws Exception {
    assertThat(refused("in.csv", "id,product,text\n1,film,fine\n"))
        .contains("in.csv: its first lines hold no JSON, and one JSON object a line is needed")
        .contains("`./review-scoring check --input ");
  }

  /** The only line that is said of a file that fails. */
  private String refused(String name, String content) throws Exception {
    Path input = Files.writeString(directory.resolve(name), content);
    assertThat(run("--input", input.toString(), "--output", directory.toString())).isEqualTo(1);
    List<String> lines = shown.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aFileWithoutAReviewFailsAndPointsToTheReasons() throws Exception {
    Path input = Files.writeString(directory.resolve("in.json"), "[{\"stars\": 5},\n\"none\"]");
    Path output = directory.resolve("out");
    assertThat(runToTheEnd(input, output)).isEqualTo(1);
    Path letters = output.resolve("dead-letters.ndjson");
    assertThat(read(letters)).hasSize(2);
    assertThat(shown.toString(StandardCharsets.UTF_8).lines())
        .last()
        .isEqualTo(
            "review-scoring demo: none of the records is a review; " + letters + " says why");
  }

  @Test
  void aModelThatTheJobRefusesEndsTheStreamAndSaysWhy() {
    model = TinyBundles.writeWithGoldenOff(directory, "off-1", 0.1).file().toString();
    String[] options = {"--no-page", "--model", model, "--keep", directory + "/kept"};

    assertThat(run(options)).isEqualTo(1);
    assertThat(shown.toString(StandardCharsets.UTF_8).lines())
        .last()
        .asString()
        .startsWith("review-scoring demo: the job refused model off-1: golden case 1 scores");
  }

  @Test
  void aPortThatIsTakenIsSaidBeforeAnythingStarts() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--port", String.valueOf(other.getLocalPort()))).isEqualTo(1);
      assertThat(shown.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("review-scoring demo: can't listen at 127.0.0.1:" + other.getLocalPort())
          .endsWith("; --port takes another, --port=0 any that is free");
    }
  }

  @Test
  void anUnknownOptionIsAUsageError() throws Exception {
    Path input = Files.writeString(directory.resolve("in.ndjson"), "{}\n");
    assertThat(
            run(
                "--input",
                input.toString(),
                "--output",
                directory.toString(),
                "--model",
                model,
                "--window.sise",
                "3s"))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"40s, 40", "2min, 120", "40, 40"})
  void theLengthIsADurationAndABareNumberIsSeconds(String length, long seconds) {
    assertThat(new StreamLength().convert(length)).hasSeconds(seconds);
  }

  @Test
  void aLengthThatIsNoneIsAUsageErrorThatSaysWhatIsRight() {
    StringWriter err = new StringWriter();
    CommandLine demo = DemoCommands.commandLine().setErr(new PrintWriter(err));

    assertThat(demo.execute("demo", "--duration", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("--duration", "a duration such as 200ms").hasLineCount(1);
  }

  private int runToTheEnd(Path input, Path output) {
    return run(
        "--input",
        input.toString(),
        "--output",
        output.toString(),
        "--exit-when-done",
        "--model",
        model,
        "--parallelism",
        "2");
  }

  private int run(String... arguments) {
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new CommandLine(new DemoCommand(out, out)).execute(arguments);
  }

  private static long count(Sample.Kind kind) {
    return Samples.read().stream().filter(sample -> sample.kind() == kind).count();
  }

  private static List<JsonNode> read(Path file) throws Exception {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      nodes.add(new ObjectMapper().readTree(line));
    }
    return nodes;
  }
}
