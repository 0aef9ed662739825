package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordFileTest {
  private static final int NONE = WordOptions.NONE;

  @TempDir private Path folder;

  private WordIds read(String words, WordOptions options) throws Exception {
    return WordFile.read(Files.writeString(folder.resolve("words"), words), options);
  }

  @Test
  void aTokenizersWordIndexKeepsItsFirstWords() throws Exception {
    WordOptions asTheTokenizer = new WordOptions(0, NONE, NONE, null, null, null, 512);

    WordIds ids = read("{\"the\":1,\"and\":2,\"a\":3,\"of\":4}", asTheTokenizer);

    assertThat(ids.firstWord()).isEqualTo(1);
    assertThat(ids.words()).containsExactly("the", "and", "a", "of");
  }

  @Test
  void aWordMayHaveTheIdOfTheStart() throws Exception {
    WordOptions asTheNotebook = new WordOptions(0, null, null, null, null, null, 512);

    WordIds ids = read("{\"the\":1,\"and\":2,\"a\":3}", asTheNotebook);

    assertThat(ids.start()).isEqualTo(1);
    assertThat(ids.firstWord()).isEqualTo(1);
    assertThat(ids.words()).containsExactly("the", "and", "a");
  }

  @Test
  void theTokenForUnknownWordsMayBeAWordOfTheTexts() throws Exception {
    WordOptions defaults = new WordOptions(null, null, null, null, null, null, 512);

    WordIds ids =
        read(
            "{\"config\":{\"oov_token\":\"unk\",\"word_index\":{\"the\":2,\"unk\":3,\"and\":4}}}",
            defaults);

    assertThat(ids.unknown()).isEqualTo(3);
    assertThat(ids.firstWord()).isEqualTo(2);
    assertThat(ids.words()).containsExactly("the", "unk", "and");
  }

  @Test
  void aListOfJsonMayHaveItsWordsOnLinesOfTheirOwn() throws Exception {
    WordOptions defaults = new WordOptions(null, null, null, null, null, null, 512);

    WordIds ids = read("[\n  \"\",\n  \"[UNK]\",\n  \"the\",\n  \"and\"\n]\n", defaults);

    assertThat(ids.firstWord()).isEqualTo(2);
    assertThat(ids.words()).containsExactly("the", "and");
  }
}
