package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.evaluation.DatasetException;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordVectorsTest {

  private static final Vocabulary WORDS = new Vocabulary(List.of("film", "dull", "rare"), 10);
  private static final String FILE =
      "4 3\nfilm 1 -2.5 3e-1 \nplot 9 9 9\ndull 0 0.5 1\nfilm 7 7 7\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("words.vec"), text);
  }

  @Test
  void theVocabularysWordsGetTheirFirstVector() throws IOException {
    WordVectors vectors = WordVectors.open(file(FILE));
    assertThat(vectors.width()).isEqualTo(3);
    assertThat(vectors.of(WORDS))
        .containsOnlyKeys(WORDS.id("film"), WORDS.id("dull"))
        .hasEntrySatisfying(
            WORDS.id("film"), vector -> assertThat(vector).containsExactly(1, -2.5f, 0.3f))
        .hasEntrySatisfying(
            WORDS.id("dull"), vector -> assertThat(vector).containsExactly(0, 0.5f, 1));
  }

  @Test
  void aPackedFileIsReadToo() throws IOException {
    Path packed = folder.resolve("words.vec.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(FILE.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(WordVectors.open(packed).of(WORDS)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "film 1 2 3", "3", "3 0", "3 5000", "many 3", "99999999999 x"})
  void aFileWithoutTheFirstLineIsRefused(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> WordVectors.open(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ", line 1: not 'WORDS WIDTH'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"film 1 2", "film 1 2 3 4", "film 1 two 3", "film 1 NaN 3", "film"})
  void aBrokenLineIsNamed(String line) throws IOException {
    Path file = file("2 3\nplot 1 2 3\n" + line + "\n");
    WordVectors vectors = WordVectors.open(file);
    assertThatThrownBy(() -> vectors.of(WORDS))
        .isInstanceOf(DatasetException.class)
        .hasMessage(file + ", line 3: not a word and 3 numbers");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.vec");
    assertThatThrownBy(() -> WordVectors.open(missing)).hasMessage(missing + ": no such file");
  }
}
