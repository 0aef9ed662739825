package io.reviewscoring.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledReviewsTest {

  @TempDir Path folder;

  @Test
  void readsAFolderForEachLabel() throws IOException {
    Files.createDirectories(folder.resolve("pos"));
    Files.createDirectories(folder.resolve("neg"));
    Files.writeString(folder.resolve("pos/a.txt"), "Schön.");
    Files.writeString(folder.resolve("neg/b.txt"), "Dull.");
    assertThat(LabelledReviews.read(folder))
        .containsExactly(
            new LabelledReview("pos/a.txt", "Schön.", true),
            new LabelledReview("neg/b.txt", "Dull.", false));
  }

  @Test
  void aFolderWithoutOneOfTheLabelsIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("pos"));
    assertThatThrownBy(() -> LabelledReviews.read(folder))
        .hasMessageEndingWith("no folder neg/ in it");
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
    assertThat(LabelledReviews.read(file))
        .extracting(LabelledReview::positive)
        .containsExactly(true, true, true, true, false, false, false, false);
    assertThat(LabelledReviews.read(file))
        .extracting(LabelledReview::id)
        .contains("line 1", "line 6", "r-7");
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
    assertThatThrownBy(() -> LabelledReviews.read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": line 2: " + reason)
        .message()
        .hasLineCount(1);
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("latin.ndjson");
    Files.write(file, new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}', '\n'});
    assertThatThrownBy(() -> LabelledReviews.read(file)).hasMessageEndingWith("not UTF-8");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Path file = lines("\n");
    assertThatThrownBy(() -> LabelledReviews.read(file))
        .hasMessageEndingWith("no labelled reviews");
  }

  private Path lines(String text) throws IOException {
    return Files.writeString(folder.resolve("reviews.ndjson"), text);
  }
}
