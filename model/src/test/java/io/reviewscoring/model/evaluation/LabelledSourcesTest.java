package io.reviewscoring.model.evaluation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reviewscoring.model.file.DatasetException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class LabelledSourcesTest {

  private static final Map<String, String> PRODUCTS =
      Map.of(
          "set/Canon_G3.txt",
          """
          * Annotated by: two people
          [t]a title [+2]
          lens[+2], size[+1][u]##The lens it 's got !
          menu[-2]##I ca n't read it .
          menu[-2], lens[+1]##Neither nor .
          ##No opinion .
          look{+1], price[+]##Odd brackets .
          setup[2]##No sign .
          zoom[+3]#Half a mark .
          """,
          "set/Nikon_coolpix_4300.txt",
          "battery[-1]##It dies .\n",
          "set/Nokia_6610.txt",
          "phone[+3]##Great phone .\n",
          "set/README.txt",
          "xxxx[+|-n]: a feature\n[+n]: positive\n##  : start of each sentence\n",
          "__MACOSX/set/._Canon_G3.txt",
          "menu[-2]##Not this .\n");

  @TempDir Path folder;

  private Path zip(String name, Map<String, String> files) throws IOException {
    return zip(name, files, UTF_8);
  }

  private Path zip(String name, Map<String, String> files, Charset encoding) throws IOException {
    Path path = folder.resolve(name);
    try (FileSystem zip = FileSystems.newFileSystem(path, Map.of("create", "true"))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path entry = zip.getPath("/" + file.getKey());
        Files.createDirectories(entry.getParent());
        Files.write(entry, file.getValue().getBytes(encoding));
      }
    }
    return path;
  }

  private static String lines(int count, String pattern) {
    return IntStream.range(0, count).mapToObj(pattern::formatted).collect(Collectors.joining("\n"));
  }

  private Path sentences(String name, int perLabel, String more) throws IOException {
    return zip(
        name,
        Map.of(
            "x/rt-polarity.pos",
            more + lines(perLabel, "film %d is charming , it 's fun . "),
            "x/rt-polarity.neg",
            lines(perLabel, "film %d is a mess . ")));
  }

  private static LabelledSource only(Path path) throws IOException {
    return LabelledSources.open(List.of(path), UTF_8).get(0);
  }

  private static List<String> texts(List<LabelledReview> reviews) {
    return reviews.stream().map(LabelledReview::text).toList();
  }

  @Test
  void aFifthOfTheSentencesOfEachLabelIsTheTestPart() throws IOException {
    LabelledSource source = only(sentences("data.bin", 50, ""));
    assertThat(source.origin().name()).isEqualTo("sentence_polarity");
    assertThat(source.origin().attribution()).contains("Pang", "CC BY 4.0");
    assertThat(source.all()).hasSize(100);
    assertThat(source.test()).hasSize(20).filteredOn(LabelledReview::positive).hasSize(10);
    assertThat(source.training()).hasSize(80).doesNotContainAnyElementsOf(source.test());
    assertThat(source.all())
        .contains(
            new LabelledReview(
                "rt-polarity.pos: line 1", "film 0 is charming , it 's fun .", true));
    assertThat(only(sentences("again.zip", 50, "")).test()).isEqualTo(source.test());
  }

  @Test
  void prosAndConsAreThePhrasesBetweenTheTags() throws IOException {
    LabelledSource source =
        only(
            zip(
                "p.zip",
                Map.of(
                    "any.txt",
                    lines(40, "\t<Pros>cheap, %d ways</Pros>")
                        + "\n<Pros> </Pros>\n<Pros>open</Cons>",
                    "other.txt",
                    lines(40, "<Cons>too loud by %d</Cons>"))));
    assertThat(source.origin().name()).isEqualTo("pros_cons");
    assertThat(source.all())
        .hasSize(80)
        .contains(
            new LabelledReview("any.txt: line 1", "cheap, 0 ways", true),
            new LabelledReview("other.txt: line 40", "too loud by 39", false));
    assertThat(source.test()).hasSize(16);
  }

  @Test
  void aSentenceWithMarksOfOneSignHasItsLabelAndTwoProductsAreTheTestPart() throws IOException {
    LabelledSource source = only(zip("r.zip", PRODUCTS));
    assertThat(source.origin().name()).isEqualTo("product_reviews_1");
    assertThat(source.training())
        .containsExactly(
            new LabelledReview("Canon_G3.txt: line 3", "The lens it 's got !", true),
            new LabelledReview("Canon_G3.txt: line 4", "I ca n't read it .", false),
            new LabelledReview("Canon_G3.txt: line 7", "Odd brackets .", true));
    assertThat(texts(source.test())).containsExactly("It dies .", "Great phone .");
  }

  @Test
  void whatSaysTheSameAsATestReviewIsNotLearntFromWhateverItsSource() throws IOException {
    Path imdb =
        SyntheticImdb.archive(
            folder,
            Map.of(
                "train/pos/1_9.txt", "It  dies!",
                "train/neg/1_1.txt", "A dull film.",
                "train/unsup/1_0.txt", "GREAT PHONE.",
                "train/unsup/2_0.txt", "Great phones.",
                "test/neg/1_1.txt", "<b>I can't</b> read it"));
    List<LabelledSource> sources =
        LabelledSources.openWithUnlabelled(List.of(zip("r.zip", PRODUCTS), imdb), UTF_8);
    assertThat(texts(sources.get(0).training()))
        .containsExactly("The lens it 's got !", "Odd brackets .");
    assertThat(texts(sources.get(1).training())).containsExactly("A dull film.");
    assertThat(sources.get(1).unlabelled()).containsExactly("Great phones.");
    assertThat(sources.get(1).keptApartInWords())
        .hasValue("left out of training 1 that say what a test review says");
    assertThat(LabelledSources.open(List.of(imdb), UTF_8).get(0).unlabelled()).isEmpty();
  }

  @Test
  void copiesOfATestTextAreInNeitherPartAgain() throws IOException {
    LabelledSource source = only(sentences("s.zip", 50, "so good .\n".repeat(60)));
    assertThat(texts(source.test())).doesNotHaveDuplicates();
    assertThat(source.all()).hasSize(160);
    LabelledSource copied =
        only(sentences("c.zip", 50, lines(50, "film %d is CHARMING, it's fun!") + "\n"));
    assertThat(copied.test()).hasSize(20);
    assertThat(copied.training()).hasSize(120);
  }

  @Test
  void ownReviewsAreASourceToo() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.ndjson"),
            lines(10, "{\"text\":\"fine %d\",\"label\":1}")
                + "\n"
                + lines(10, "{\"text\":\"bad %d\",\"label\":0}"));
    LabelledSource source = only(file);
    assertThat(source.origin().name()).isEqualTo("mine.ndjson");
    assertThat(source.origin().published()).isFalse();
    assertThat(source.origin().sha256()).hasSize(64);
    assertThat(source.test()).hasSize(4).filteredOn(LabelledReview::positive).hasSize(2);
    assertThat(source.training()).hasSize(16);
  }

  @Test
  void directoryAndArchiveOfImdbGiveTheSameParts() throws IOException {
    Map<String, String> files = SyntheticImdb.files(12, 3);
    LabelledSource archive = only(SyntheticImdb.archive(folder, files));
    LabelledSource directory = only(SyntheticImdb.directory(folder, files));
    assertThat(archive.origin().name()).isEqualTo("aclImdb");
    assertThat(archive.test()).hasSize(24).isEqualTo(directory.test());
    assertThat(archive.training()).isEqualTo(directory.training());
    assertThat(directory.origin().sha256()).hasSize(64);
  }

  @Test
  void theSameSourceTwiceAndOneNameTwiceAreRefused() throws IOException {
    Path one = sentences("one.zip", 5, "");
    assertRefused(List.of(one, Files.copy(one, folder.resolve("two.zip"))), "two.zip: the same");
    assertRefused(List.of(one, sentences("other.zip", 6, "")), "other.zip: a second source");
  }

  @Test
  void zipsThatAreNothingKnownAreRefusedInOneLine() throws IOException {
    Path other = zip("other.zip", Map.of("a/readme.txt", "hello", "a/b.png", "\0\1"));
    assertRefused(
        List.of(other), "other.zip: a zip with none of the data sets in it that are known");
    Path large = zip("large.zip", Map.of("a.txt", "x".repeat((16 << 20) + 1)));
    assertRefused(List.of(large), "large.zip: unpacks to more than 16 MiB");
    byte[] bytes = Files.readAllBytes(sentences("cut.zip", 50, ""));
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(List.of(cut), "cut.zip: not a whole zip (");
    assertRefused(List.of(Path.of("bundles", "small.zip")), "small.zip: a zip with none");
  }

  @Test
  void aZipInAnotherEncodingIsReadWhereItIsGiven() throws IOException {
    Map<String, String> files = Map.of("p.txt", "<Pros>Durabrite\u00ae</Pros>");
    Path path = zip("latin.zip", files, ISO_8859_1);
    assertRefused(List.of(path), "latin.zip: p.txt: line 1: byte 0xAE at offset 15 is not UTF-8");
    assertThat(texts(LabelledSources.open(List.of(path), ISO_8859_1).get(0).all()))
        .containsExactly("Durabrite\u00ae");
  }

  private static void assertRefused(List<Path> paths, String message) {
    assertThatThrownBy(() -> LabelledSources.open(paths, UTF_8))
        .isInstanceOf(DatasetException.class)
        .message()
        .contains(message)
        .hasLineCount(1);
  }

  /** A folder with the three zips as published; see CONTRIBUTING. */
  @Test
  @EnabledIfEnvironmentVariable(named = "REVIEW_SETS", matches = ".+")
  void thePublishedZipsHaveThePartsThatTheDocumentsName() throws IOException {
    Path sets = Path.of(System.getenv("REVIEW_SETS"));
    List<LabelledSource> sources =
        LabelledSources.open(
            List.of(
                sets.resolve("sentence_polarity.zip"),
                sets.resolve("pros_cons.zip"),
                sets.resolve("product_reviews_1.zip")),
            UTF_8);
    assertThat(sources)
        .extracting(
            source -> source.origin().name(),
            source -> source.all().size(),
            source -> source.training().size(),
            source -> source.test().size())
        .containsExactly(
            tuple("sentence_polarity", 10_662, 8_530, 2_132),
            tuple("pros_cons", 45_867, 39_106, 6_000),
            tuple("product_reviews_1", 1_700, 1_282, 417));
  }
}
