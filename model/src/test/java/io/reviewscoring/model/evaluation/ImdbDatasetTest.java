package io.reviewscoring.model.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.evaluation.ImdbDataset.Split;
import io.reviewscoring.model.file.DatasetException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImdbDatasetTest {

  @TempDir Path folder;

  @Test
  void directoryAndArchiveGiveTheSameReviewsInTheSameOrder() throws IOException {
    Map<String, String> files = SyntheticImdb.files(12, 3);
    Path directory = SyntheticImdb.directory(folder, files);
    Path archive = SyntheticImdb.archive(folder, files);
    assertThat(ImdbDataset.isAt(directory)).isTrue();
    assertThat(ImdbDataset.isAt(archive)).isTrue();
    for (Split split : Split.values()) {
      assertThat(ImdbDataset.read(directory).reviews(split))
          .hasSize(24)
          .isEqualTo(ImdbDataset.read(archive).reviews(split))
          .isEqualTo(ImdbDataset.read(folder).reviews(split));
    }
  }

  @Test
  void labelsComeFromTheFolders() throws IOException {
    Map<String, String> files = Map.of("train/pos/0_9.txt", "Fine.", "train/neg/0_2.txt", "No.");
    ImdbDataset data = ImdbDataset.read(SyntheticImdb.archive(folder, files));
    assertThat(data.reviews(Split.TRAIN))
        .containsExactly(
            new LabelledReview("train/neg/0_2.txt", "No.", false),
            new LabelledReview("train/pos/0_9.txt", "Fine.", true));
    assertThat(data.reviews(Split.TEST)).isEmpty();
  }

  @Test
  void unlabelledReviewsAreReadOnlyWhereTheyAreAskedFor() throws IOException {
    Map<String, String> files = SyntheticImdb.files(2, 12, 3);
    Path directory = SyntheticImdb.directory(folder, files);
    Path archive = SyntheticImdb.archive(folder, files);
    assertThat(ImdbDataset.readWithUnlabelled(directory, UTF_8).unlabelled())
        .hasSize(12)
        .isEqualTo(ImdbDataset.readWithUnlabelled(archive, UTF_8).unlabelled());
    assertThat(ImdbDataset.readWithUnlabelled(archive, UTF_8).reviews(Split.TRAIN))
        .isEqualTo(ImdbDataset.read(archive).reviews(Split.TRAIN));
    assertThat(ImdbDataset.read(archive).unlabelled()).isEmpty();
    assertThat(ImdbDataset.read(directory).unlabelled()).isEmpty();
  }

  @Test
  void whatIsNoReviewIsLeftOutOfDirectoryAndArchiveAlike() throws IOException {
    Map<String, String> files = SyntheticImdb.files(3, 3);
    files.put("train/pos/._0_9.txt", "Mac OS X");
    files.put("train/pos/readme.md", "These are good ones.");
    files.put("test/neg/Thumbs.db", "\0");
    files.put("test/neg/empty_1.txt", " \n");
    files.put("train/urls_pos.txt", "not among the reviews");
    files.put("train/unsup/.DS_Store", "nobody asks for these");
    Path directory = SyntheticImdb.directory(folder, files);
    Path archive = SyntheticImdb.archive(folder, files);
    for (Path data : List.of(directory, archive)) {
      ImdbDataset read = ImdbDataset.read(data);
      assertThat(read.reviews(Split.TRAIN)).hasSize(6);
      assertThat(read.reviews(Split.TEST)).hasSize(6);
      assertThat(read.strayFiles().inWords())
          .hasValueSatisfying(words -> assertThat(words).startsWith("left out 4 that are no"));
    }
    assertThat(ImdbDataset.read(SyntheticImdb.archive(folder, Map.of("test/pos/1.txt", "Fine."))))
        .satisfies(read -> assertThat(read.strayFiles().inWords()).isEmpty());
  }

  @Test
  void bytesThatAreNoUtf8AreNamedUnlessTheEncodingIsGiven() throws IOException {
    Path directory = SyntheticImdb.directory(folder, SyntheticImdb.files(1, 3));
    Charset windows = Charset.forName("windows-1252");
    Files.write(directory.resolve("test/pos/9_9.txt"), "Clich\u00e9d".getBytes(windows));
    assertThatThrownBy(() -> ImdbDataset.read(directory))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(
            directory + ": test/pos/9_9.txt: line 1: byte 0xE9 at offset 5 is not UTF-8");
    assertThat(ImdbDataset.read(directory, windows).reviews(Split.TEST))
        .contains(new LabelledReview("test/pos/9_9.txt", "Clich\u00e9d", true));
  }

  @Test
  void aCutArchiveIsNamed() throws IOException {
    Path archive = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> ImdbDataset.read(archive))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(archive + ": not a whole tar.gz");
  }

  @Test
  void aFileThatIsNoArchiveIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("reviews.tar.gz"), "plain text");
    assertThatThrownBy(() -> ImdbDataset.read(file)).isInstanceOf(DatasetException.class);
  }

  @Test
  void aReviewOfMoreThanAMebibyteIsRefused() throws IOException {
    Map<String, String> files = Map.of("test/pos/0_9.txt", "x".repeat((1 << 20) + 1));
    Path archive = SyntheticImdb.archive(folder, files);
    assertThatThrownBy(() -> ImdbDataset.read(archive))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("test/pos/0_9.txt is too large");
  }

  @Test
  void aDirectoryWithoutReviewsIsRefused() {
    assertThatThrownBy(() -> ImdbDataset.read(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no reviews");
  }

  @Test
  void nothingThereIsSaid() {
    assertThatThrownBy(() -> ImdbDataset.read(folder.resolve("missing")))
        .isInstanceOf(DatasetException.class)
        .hasMessageEndingWith("no such file or directory");
  }
}
