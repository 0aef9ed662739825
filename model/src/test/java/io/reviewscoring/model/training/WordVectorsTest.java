package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
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
    readsAsAlways(FILE);
    assertThat(WordVectors.open(file(FILE)).of(WORDS).get(WORDS.id("film")))
        .containsExactly(1, -2.5f, 0.3f);
  }

  private void readsAsAlways(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("words.vec"), bytes);
    WordVectors vectors = WordVectors.open(file);
    assertThat(vectors.width()).isEqualTo(3);
    assertThat(vectors.of(WORDS))
        .containsOnlyKeys(WORDS.id("film"), WORDS.id("dull"))
        .hasEntrySatisfying(
            WORDS.id("dull"), vector -> assertThat(vector).containsExactly(0, 0.5f, 1));
  }

  private void readsAsAlways(String text) throws IOException {
    readsAsAlways(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tabsSeparateAsBlanksDo() throws IOException {
    readsAsAlways(FILE.replace(' ', '\t'));
    readsAsAlways("4\t3\nfilm\t1 -2.5 3e-1\nplot \t9 9  9\ndull\t 0\t0.5 1 \t\n");
  }

  @Test
  void returnsByteOrderMarksAndBlankLinesAreReadOver() throws IOException {
    readsAsAlways(FILE.replace("\n", "\r\n"));
    readsAsAlways("\uFEFF" + FILE);
    readsAsAlways(FILE + "\n");
    readsAsAlways(FILE + " \r\n\n");
    readsAsAlways(FILE.strip());
  }

  @Test
  void gloveHasNoFirstLineOfNumbers() throws IOException {
    readsAsAlways("film 1 -2.5 3e-1\ndull 0 0.5 1\n");
    readsAsAlways("new film 1 -2.5 3e-1\ndull 0 0.5 1\nfilm 7 8 9\n");
  }

  @Test
  void aWordMayHoldBlanksOrNothingElse() throws IOException {
    readsAsAlways(
        "9 3\nfilm noir 1 2 3\n. . . 4 5 6\nR$ 0,00 7 8 9\n 3 3 3\nfilm\u00a0x 2 2 2\n"
            + FILE.substring(FILE.indexOf('\n') + 1));
  }

  @Test
  void packedIsWhatBeginsAsGzipWhateverItsName() throws IOException {
    readsAsAlways(packed(FILE));
  }

  @Test
  void aCutPackedFileIsNamedWithTheLine() throws IOException {
    byte[] whole = packed("plot 0.125 7.25 9.5\nidle 3 2 1\n" + "dull 0 0.5 1\n".repeat(500));
    Path file = Files.write(folder.resolve("words.vec.gz"), Arrays.copyOf(whole, whole.length - 9));
    WordVectors vectors = WordVectors.open(file);
    assertThatThrownBy(() -> vectors.of(WORDS))
        .isInstanceOf(DatasetException.class)
        .hasMessageMatching(
            Pattern.quote(file.toString()) + ": line \\d+: the gzip file is broken or cut off.*");
  }

  @Test
  void aLastLineThatIsCutIsNamedThoughNobodyAsksForItsWord() throws IOException {
    Path file = file("9 3\nfilm 1 2 3\nplot 1 2");
    WordVectors vectors = WordVectors.open(file);
    assertThatThrownBy(() -> vectors.of(WORDS))
        .hasMessage(file + ": line 3: not a word and 3 numbers");
  }

  @Test
  void vectorsThatMatchNothingAreRefused() throws IOException {
    Path file = file("4 2\nFilm 1 2\nDull 3 4\n\u201crare\u201d 5 6\nPlot 7 8\n");
    WordVectors vectors = WordVectors.open(file);
    assertThatThrownBy(() -> vectors.of(WORDS))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            file
                + ": has none of the vocabulary's 3 words, letter for letter: it begins with 'Film',"
                + " 'Dull', '\u201crare\u201d', and the most frequent words of the reviews are"
                + " 'film', 'dull', 'rare'");
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "film one two", "3", "3 0", "3 5000", "many 3", "99999999999 x"})
  void aFileWithoutTheFirstLineIsRefused(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> WordVectors.open(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": line 1: not 'WORDS WIDTH'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"film 1 2", "film 1 2 3 4", "film 1 two 3", "film 1 NaN 3", "film", "plot 1 2"})
  void aBrokenLineIsNamed(String line) throws IOException {
    Path file = file("2 3\nplot 1 2 3\n" + line + "\n");
    WordVectors vectors = WordVectors.open(file);
    assertThatThrownBy(() -> vectors.of(WORDS))
        .isInstanceOf(DatasetException.class)
        .hasMessage(file + ": line 3: not a word and 3 numbers");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.vec");
    assertThatThrownBy(() -> WordVectors.open(missing)).hasMessage(missing + ": no such file");
  }
}
