package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ForeignReviews;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway.Init")
class CheckCommandTest {
  private static final String OWN =
      "{\"reviewId\":\"r%d\",\"productId\":\"p\",\"text\":\"Fine.\",\"timestamp\":\"2026-03-01T12:%02d:00Z\",\"language\":\"%s\"}";

  private static final String SECONDS =
      "{\"reviewId\":\"r\",\"productId\":\"p\",\"text\":\"fine\",\"timestamp\":1772366400}";

  @TempDir Path directory;

  static List<String> forms() {
    return ForeignReviews.FORMS;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aForeignFormIsSuggestedAndReadsAll(String form) throws IOException {
    Path file = Files.write(directory.resolve("in.ndjson"), ForeignReviews.lines(form));

    CommandOutput unread = CommandOutput.ofCheck(file);
    assertThat(unread.code()).as(unread.out() + unread.err()).isEqualTo(3);
    assertThat(unread.out()).containsPattern("(?m)^suggests +--reviews.form=" + form + "$");
    assertThat(unread.figure("reviews")).isZero();

    CommandOutput read = CommandOutput.ofCheck(file, "--reviews.form=" + form);
    assertThat(read.code()).as(read.out() + read.err()).isZero();
    assertThat(read.figure("reviews")).isEqualTo(ForeignReviews.REVIEWS);
    assertThat(read.figure("not read")).isZero();
    assertThat(read.out())
        .contains("event times  2024-03-01T12:00:00Z to 2024-03-01T12:11:00Z")
        .doesNotContain("suggests");
  }

  @Test
  void aFileOfCsvIsSaidToLookLikeOne() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("in.csv"),
            "id,product,text,timestamp\n1,film,\"Lovely film\",2026-03-01\n");

    CommandOutput output = CommandOutput.ofCheck(file);

    assertThat(output.code()).isEqualTo(3);
    assertThat(output.out())
        .contains(
            "line 1: the value is not JSON, it looks like CSV: write each row as a JSON object");
  }

  @Test
  void aSampleIsToldInFigures() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.add(OWN.formatted(i, i, i < 4 ? "eng" : i < 6 ? "German" : ""));
    }
    lines.add("");
    lines.add(OWN.formatted(3, 9, "en"));
    lines.add("{\"reviewId\":\"r9\",\"productId\":7,\"text\":\"x\",\"timestamp\":1772366400}");
    lines.add("[1]");
    Path file = directory.resolve("in.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    CommandOutput output = CommandOutput.ofCheck(file);

    assertThat(output.code()).isEqualTo(3);
    assertThat(output.figure("records")).as("but for the blank line").isEqualTo(11);
    assertThat(output.figure("reviews")).isEqualTo(9);
    assertThat(output.figure("tombstones")).isZero();
    assertThat(output.figure("not read")).isEqualTo(2);
    assertThat(output.out())
        .contains(
            "1  bad-timestamp",
            "line 11: '/timestamp' is 1772366400, no time between 1990 and 2100 in ms;"
                + " reviews.timestamp.unit=s reads it",
            "{\"reviewId\":\"r9\",\"productId\":7,",
            "1  wrong-shape",
            "event times  2026-03-01T12:00:00Z to 2026-03-01T12:09:00Z",
            "languages    en 55.6 %, de 22.2 %, none 22.2 %",
            "texts        5 characters in the middle",
            "ids again    1, the first r3")
        .containsPattern("/productId +text 81.8 %, whole number 9.1 %")
        .containsPattern(
            "(?m)^suggests +--reviews.form=review-scoring --reviews.timestamp.unit=s\n +reads 10 of 11 tried$");
  }

  @Test
  void eachFieldThatIsMissingIsToldByItself() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lines.add("{\"review\":1,\"productId\":\"p\",\"text\":\"t\",\"timestamp\":1772366400}");
    }
    lines.add("{\"reviewId\":1,\"asin\":\"p\",\"text\":\"t\",\"timestamp\":1772366400}");
    CommandOutput output =
        CommandOutput.ofCheck(Files.write(directory.resolve("in.ndjson"), lines));
    assertThat(output.figures("missing-id")).containsExactly(5L, 1L);
    assertThat(output.out())
        .contains("line 1: '/reviewId' is missing", "line 6: '/productId' is missing");
  }

  @Test
  void ofManyKindsOfRefusalsTheMostFrequentAreShownAndTheOthersCounted() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lines.add("{\"reviewId\":\"r\",\"productId\":\"p\",\"text\":{\"of-%d\":1}}".formatted(i));
    }
    lines.add("[]");
    lines.add("[]");
    CommandOutput output =
        CommandOutput.ofCheck(Files.write(directory.resolve("in.ndjson"), lines));
    assertThat(output.figure("not read")).isEqualTo(2_002);
    assertThat(output.figures("wrong-shape")).hasSize(10).startsWith(1_002L, 1L).endsWith(1L);
    assertThat(output.figures("more")).containsExactly(991L);
  }

  @Test
  void aFileInAnotherEncodingIsReadAsTheDemoReadsIt() throws IOException {
    byte[] text = SECONDS.replace("fine", "caf\u00e9").getBytes(StandardCharsets.UTF_16);
    Path file = Files.write(directory.resolve("in.ndjson"), text);
    String unit = "--reviews.timestamp.unit=s";
    assertThat(CommandOutput.ofCheck(file, unit).err())
        .contains("looks like UTF-16; give --encoding UTF-16");

    CommandOutput output = CommandOutput.ofCheck(file, unit, "--encoding=UTF-16");
    assertThat(output.code()).as(output.out() + output.err()).isZero();
    assertThat(output.figure("reviews")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--at=end --from=2026-01-01T00:00:00Z --to=2026-01-02T00:00:00Z | --at: not with --from",
        "--from=2026-01-02T00:00:00Z --to=2026-01-02T00:00:00Z | --from must be before --to",
        "--encoding=UTF-16 | --encoding: for --input alone"
      })
  void ofATopicAWrongOptionIsOneLineBeforeAnyBrokerIsAsked(String options, String message) {
    List<String> words = new ArrayList<>(List.of("check", "--bootstrap.servers=localhost:1"));
    words.addAll(List.of(options.split(" ")));
    CommandOutput output = CommandOutput.of(words.toArray(String[]::new));
    assertThat(output.code()).isEqualTo(2);
    assertThat(output.err()).startsWith("review-scoring check: " + message).hasLineCount(1);
    assertThat(output.out()).isEmpty();
  }

  @Test
  void whatIsNotThereOrEmptyIsSaid() throws IOException {
    CommandOutput missing = CommandOutput.ofCheck(directory.resolve("none"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).startsWith("review-scoring check: there is no file ").hasLineCount(1);

    CommandOutput folder = CommandOutput.ofCheck(directory);
    assertThat(folder.code()).isEqualTo(2);
    assertThat(folder.err()).endsWith(" is a folder, not a file\n").hasLineCount(1);

    CommandOutput empty = CommandOutput.ofCheck(Files.createFile(directory.resolve("empty")));
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.figure("records")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--reviews.form=amazn | --reviews.form: 'amazn' is none of review-scoring, amazon,",
        "--reviews.field.text=text | --reviews.field.text: 'text' is not a JSON Pointer",
        "--reviews.timestamp.pattern=d.M.yyyy | --reviews.timestamp.pattern: 'd.M.yyyy' says no zone:",
        "--from=2026-01-01T00:00:00Z | --from and --to go together",
        "--at=beginning | --at: for topics; of a file the first records are looked at",
        "--sample=0 | --sample: must be between 1 and 1000000",
        "--sample=1000001 | --sample: must be between 1 and 1000000",
        "--encoding=utf-9 | Invalid value for option '--encoding': 'utf-9' is no encoding"
      })
  void aWrongOptionIsOneLineAndExitCodeTwo(String option, String message) throws IOException {
    CommandOutput output = CommandOutput.ofCheck(Files.createFile(directory.resolve("in")), option);
    assertThat(output.code()).isEqualTo(2);
    assertThat(output.err()).contains("review-scoring check: " + message).hasLineCount(1);
  }
}
