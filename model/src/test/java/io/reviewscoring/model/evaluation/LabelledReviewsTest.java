package io.reviewscoring.model.evaluation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.file.DatasetException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledReviewsTest {

  private static final List<LabelledReview> TWO =
      List.of(new LabelledReview("a", "Sch\u00f6n", true), new LabelledReview("b", "Dull", false));
  private static final String ARRAY =
      """
      [
        {"id": "a", "text": "Sch\u00f6n", "label": 1},
        {"id": "b", "text": "Dull",
         "label": 0}
      ]
      """;

  @TempDir Path folder;

  private static List<LabelledReview> read(Path path) throws IOException {
    return LabelledReviews.read(path, UTF_8).reviews();
  }

  @Test
  void readsAFolderForEachLabel() throws IOException {
    Files.createDirectories(folder.resolve("pos"));
    Files.createDirectories(folder.resolve("neg"));
    Files.writeString(folder.resolve("pos/a.txt"), "Schön.");
    Files.writeString(folder.resolve("neg/b.txt"), "Dull.");
    assertThat(read(folder))
        .containsExactly(
            new LabelledReview("pos/a.txt", "Schön.", true),
            new LabelledReview("neg/b.txt", "Dull.", false));
  }

  @Test
  void aFolderWithoutOneOfTheLabelsIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("pos"));
    assertThatThrownBy(() -> read(folder)).hasMessageEndingWith("no folder neg/ in it");
  }

  @Test
  void readsEveryWayToWriteALabel() throws IOException {
    Path file =
        lines(
            """
            {"text": "a", "label": "pos"}
            {"text": "b", "label": "Positive"}
            {"text": "c", "label": 1}
            {"text": "d", "label": true}

            {"text": "e", "label": "neg"}
            {"text": "f", "label": "negative"}
            {"text": "g", "label": 0, "id": "r-7", "other": []}
            {"text": "h", "label": false}
            """);
    assertThat(read(file))
        .extracting(LabelledReview::positive)
        .containsExactly(true, true, true, true, false, false, false, false);
    assertThat(read(file)).extracting(LabelledReview::id).contains("line 1", "line 6", "r-7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"text": "a", "label": "po    | not JSON
          {"text": "a", "label": 1} 2   | not JSON
          [1, 2]                        | not a JSON object
          {"label": 1}                  | 'text' must be a string
          {"text": 5, "label": 1}       | 'text' must be a string
          {"text": "a", "label": 3}     | 'label' must be
          {"text": "a", "label": null}  | 'label' must be
          {"text": "a"}                 | 'label' must be
          """)
  void aBrokenLineIsNamedByItsNumber(String line, String reason) throws IOException {
    Path file = lines("{\"text\": \"fine\", \"label\": 1}\n" + line + "\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": line 2: " + reason)
        .message()
        .hasLineCount(1);
  }

  /** As exporters write it, and as the job reads it over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "-Infinity",
        "007",
        "+1",
        ".5",
        "5.",
        "\"a\tb\"",
        "\"it\\'s\"",
        "[[[[{}]]]]"
      })
  void whatStandsBesideTextAndLabelRefusesNothing(String odd) throws IOException {
    String line = "{\"id\": \"a\", \"stars\": %s, \"text\": \"Sch\u00f6n\", \"label\": 1}";
    assertThat(read(lines(line.formatted(odd)))).containsExactly(TWO.get(0));
    assertThat(read(lines("[" + line.formatted(odd) + "]"))).containsExactly(TWO.get(0));
    String digits = "9".repeat(2_000);
    assertThat(read(lines(line.formatted(digits)))).containsExactly(TWO.get(0));
  }

  @Test
  void anArrayIsReadBesideLines() throws IOException {
    assertThat(read(lines(ARRAY))).isEqualTo(TWO);
    Path broken = lines(ARRAY.replace("\"label\": 0", "\"label\": 5"));
    assertThatThrownBy(() -> read(broken))
        .hasMessageStartingWith(broken + ": line 3, element 2: 'label'");
  }

  @Test
  void packedFilesByteOrderMarksAndReturnsAreReadOver() throws IOException {
    Path file = folder.resolve("reviews.json");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(("\uFEFF" + ARRAY.replace("\n", "\r\n")).getBytes(UTF_8));
    }
    assertThat(read(file)).isEqualTo(TWO);
  }

  @Test
  void anotherEncodingIsReadWhereItIsGiven() throws IOException {
    Path file = folder.resolve("reviews.json");
    for (String encoding : List.of("windows-1252", "UTF-16", "UTF-16LE")) {
      Charset charset = Charset.forName(encoding);
      Files.write(file, ARRAY.getBytes(charset));
      assertThat(LabelledReviews.read(file, charset).reviews()).isEqualTo(TWO);
      assertThatThrownBy(() -> read(file)).isInstanceOf(DatasetException.class);
    }
  }

  @Test
  void textThatIsNotUtf8IsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("latin.ndjson");
    Files.write(file, "{\"text\": \"fine\"}\n{\"\u00e9\": 1}\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> read(file)).hasMessageStartingWith(file + ": line 1: 'label' must be");
    Files.write(file, "\n{\"\u00e9\": 1}\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> read(file))
        .hasMessageStartingWith(file + ": line 2: byte 0xE9 at offset 3 is not UTF-8; --encoding");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Path file = lines("\n");
    assertThatThrownBy(() -> read(file)).hasMessageEndingWith("no labelled reviews");
  }

  private Path lines(String text) throws IOException {
    return Files.writeString(folder.resolve("reviews.ndjson"), text);
  }
}
