package io.reviewscoring.model.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.evaluation.SyntheticImdb;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as people bring them, and what is left of them when a command can't do its work. */
class DataFilesTest {
  private static final String SMALL = Path.of("bundles", "small.zip").toString();

  @TempDir Path folder;

  private static Run evaluate(Path data, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("evaluate", "--model", SMALL, "--json", "--data", data.toString()));
    args.addAll(List.of(more));
    return Run.of(args.toArray(String[]::new));
  }

  /** Three reviews, and what a Mac, Windows and people leave beside them. */
  private Path folderOfReviews() throws IOException {
    Path data = folder.resolve("data");
    for (String label : new String[] {"pos", "neg/older"}) {
      Files.createDirectories(data.resolve(label));
    }
    Map<String, String> files =
        Map.of(
            "pos/0_9.txt", "A wonderful film.",
            "pos/1_9.TXT", "Moving and superb.",
            "pos/.DS_Store", "\0\0\0\1Bud1",
            "pos/._0_9.txt", "\0\5\26\7Mac OS X",
            "neg/0_2.txt", "An awful, boring film.",
            "neg/Thumbs.db", "\1\1\1",
            "neg/desktop.ini", "[.ShellClassInfo]",
            "neg/readme.md", "Bad ones from March.",
            "neg/empty_1.txt", "",
            "neg/older/7_1.txt", "Dull.");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(data.resolve(file.getKey()), file.getValue());
    }
    return data;
  }

  @Test
  void strayFilesInFoldersAreLeftOutCountedAndNamed() throws IOException {
    Path data = folderOfReviews();
    Run run = evaluate(data);
    assertThat(new ObjectMapper().readTree(run.out()).get("reviews").intValue()).isEqualTo(3);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            data
                + ": left out 7 that are no .txt file with a text in it: pos/.DS_Store,"
                + " pos/._0_9.txt, neg/Thumbs.db and 4 more");
  }

  @Test
  void aFolderOfOtherFilesSaysWhatWasLeftOut() throws IOException {
    Path data = folder.resolve("data");
    for (String label : new String[] {"pos", "neg"}) {
      Files.createDirectories(data.resolve(label));
      Files.writeString(data.resolve(label).resolve("1.html"), "Fine.");
    }
    Run run = evaluate(data);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "review-scoring evaluate: "
                + data
                + ": no labelled reviews; left out 2 that are no .txt file with a text in it:"
                + " pos/1.html, neg/1.html");
  }

  @Test
  void bytesOfAnotherEncodingAreAnErrorUntilItIsNamed() throws IOException {
    Path data = folderOfReviews();
    Path file = data.resolve("neg/9_1.txt");
    Files.write(file, "Awful,\nclich\u00e9d film".getBytes(ISO_8859_1));
    Run run = evaluate(data);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains(file + ": line 2: byte 0xE9 at offset 12 is not UTF-8; --encoding");
    Run read = evaluate(data, "--encoding", "windows-1252");
    assertThat(new ObjectMapper().readTree(read.out()).get("reviews").intValue()).isEqualTo(4);
  }

  @Test
  void utf16IsNamedAsSuchAndReadWhereItIsGiven() throws IOException {
    Path file = folder.resolve("reviews.json");
    String line = "{\"text\": \"A fine film\", \"label\": 1}\n";
    Files.write(file, (line + line).getBytes(UTF_16LE));
    assertThat(evaluate(file).err())
        .isEqualToIgnoringNewLines(
            "review-scoring evaluate: " + file + ": looks like UTF-16LE; give --encoding UTF-16LE");
    assertThat(evaluate(file, "--encoding", "utf-16le").exitCode()).isZero();
  }

  @Test
  void anEncodingThatIsNoneIsWrongUsage() {
    Run run = evaluate(folder, "--encoding", "latin-9000");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("'latin-9000' is no encoding, such as");
  }

  @ParameterizedTest
  @CsvSource({
    "m.zip, , m.zip: is a directory",
    "m.zip, two lines, modelVersion must have 1 to 200 printable characters",
    "../aclImdb_v1.tar.gz, , would be written over",
    "m.zip, , m.html: is a directory",
    "no/m.zip, , no: no such directory"
  })
  void whatCantBeWrittenIsSaidBeforeTheDataIsRead(String name, String version, String message)
      throws IOException {
    Path data = SyntheticImdb.archive(folder, SyntheticImdb.files(2, 3));
    Path directory = Files.createDirectory(folder.resolve("out"));
    if (message.endsWith("is a directory")) {
      Files.createDirectory(directory.resolve(message.substring(0, message.indexOf(':'))));
    }
    Path out = directory.resolve(name);
    Run run =
        Run.of(
            "train",
            "--data=" + data,
            "--out=" + out,
            "--model-version=" + (version == null ? "mine" : version.replace(' ', '\n')));
    assertThat(run.err()).hasLineCount(1).contains(message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void vectorsThatMatchNoWordAreNotTrainedWith() throws IOException {
    Path data = SyntheticImdb.archive(folder, SyntheticImdb.files(20, 3));
    Path vectors = Files.writeString(folder.resolve("words.vec"), "2 2\nFILM 1 2\nPLOT 3 4\n");
    Path out = folder.resolve("mine.zip");
    Run run =
        Run.of("train", "--preset=small", "--data=" + data, "--vectors=" + vectors, "--out=" + out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains(vectors + ": has none of the vocabulary's ");
    assertThat(run.out()).doesNotContain("epoch");
    assertThat(out).doesNotExist();
  }

  @Test
  void predictReadsOverAMarkAndStopsAtBytesThatAreNoUtf8() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("\uFEFFfine film\r\n\n".getBytes(UTF_8)));
      Run run = Run.of("predict", "--model", SMALL);
      assertThat(run.out().lines()).hasSize(2).first().asString().contains("\"fine film\"");
      System.setIn(new ByteArrayInputStream("fine\nclich\u00e9d\n".getBytes(ISO_8859_1)));
      Run broken = Run.of("predict", "--model", SMALL);
      assertThat(broken.exitCode()).isEqualTo(1);
      assertThat(broken.err())
          .isEqualToIgnoringNewLines(
              "review-scoring predict: standard input: line 2: byte 0xE9 at offset 10 is not UTF-8");
    } finally {
      System.setIn(before);
    }
  }
}
