package io.reviewscoring.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Wide;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle may cost is known before it costs it. */
class BundleBoundsTest {
  private static final Architecture TINY = RandomModels.architecture(30, 12, 5, 3, 3, 2, 7);

  @TempDir Path directory;

  private static Zip tiny() throws Exception {
    return new Zip(BundleWriter.bytes(RandomModels.bundle(TINY, 1)));
  }

  private static void assertRefused(Zip zip, Problem problem, String reason) {
    assertThatThrownBy(() -> BundleReader.read(zip.bytes()))
        .isInstanceOfSatisfying(
            BundleException.class,
            e -> {
              assertThat(e.reason()).contains(reason).doesNotContain("\n");
              assertThat(e.problem()).isEqualTo(problem);
            });
  }

  private static byte[] repeated(String line, int bytes) {
    byte[] once = line.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[bytes / once.length * once.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = once[i % once.length];
    }
    return all;
  }

  private String withSmallHeap(Zip zip) throws Exception {
    Path file = directory.resolve("bundle.zip");
    Files.write(file, zip.bytes());
    assertThat(Files.size(file)).isLessThan(100_000);
    return ReadBundle.withHeap("96m", file);
  }

  @ParameterizedTest
  @ValueSource(ints = {8 << 20, 32 << 20})
  void aVocabularyOfManyLinesIsRefusedBeforeItIsSplit(int bytes) throws Exception {
    byte[] lines = repeated("a\n", bytes);
    assertThat(withSmallHeap(tiny().with(BundleFormat.VOCABULARY, lines)))
        .startsWith("refused: vocabulary.txt")
        .hasLineCount(1);
  }

  @Test
  void manyGoldensAreRefusedBeforeTheyAreSplit() throws Exception {
    byte[] lines = repeated("\n", 4 << 20);
    assertThat(withSmallHeap(tiny().with(BundleFormat.GOLDENS, lines)))
        .startsWith("refused: golden.jsonl holds 4194304 cases, and at most 1000 are taken")
        .hasLineCount(1);
  }

  @Test
  void aGoldenIsNoBook() throws Exception {
    String book = "{\"text\":\"" + "w1 ".repeat(100_000) + "\",\"score\":0.5}\n";
    assertRefused(
        tiny().with(BundleFormat.GOLDENS, book), Problem.UNREADABLE, "golden.jsonl, line 1: ");
  }

  @Test
  void goldensThatTakeTooLongTogetherAreRefusedBeforeTheWeightsAreRead() throws Exception {
    Architecture slow = RandomModels.architecture(30, 4000, 5, 64, 1, 1, 64);
    Zip zip = new Zip(BundleWriter.bytes(RandomModels.bundle(slow, 1)));
    zip.with(BundleFormat.GOLDENS, "{\"text\":\"w1\",\"score\":0.5}\n".repeat(900));
    assertRefused(
        zip.with(BundleFormat.WEIGHTS, new byte[9]),
        Problem.TOO_LARGE,
        "to open it and to score its 900 golden cases takes ");
  }

  @ParameterizedTest
  @CsvSource({
    // Of 17 to 244 KB in all, if the weights are zeros.
    "1000000, 100, 16, 4, 16, 4, 8, vocabularySize",
    "260000, 100, 256, 4, 32, 4, 8, vocabularySize × embeddingSize",
    "200000, 100, 16, 128, 4, 4, 8, vocabularySize × kernelSize × filters",
    "5000, 100, 1024, 64, 64, 4, 8, kernelSize × embeddingSize × filters",
    "30, 10000, 4, 4, 1, 1, 500, steps × lstmUnits",
    "30, 10000, 4, 1024, 1, 1, 4, steps × filters",
    "30, 100, 4, 1024, 1, 4, 1024, lstmUnits × (filters + lstmUnits)"
  })
  void aNetworkThatIsTooMuchIsRefusedByItsShapeAlone(
      int vocabulary,
      int length,
      int embedding,
      int filters,
      int kernel,
      int pool,
      int units,
      String reason)
      throws Exception {
    int[] sizes = {vocabulary, length, embedding, filters, kernel, pool, units};
    assertRefused(
        tiny().resized(sizes).with(BundleFormat.WEIGHTS, new byte[9]),
        Problem.UNKNOWN_ARCHITECTURE,
        "layers: " + reason);
  }

  @Test
  void aNetworkThatTakesLongToFoldIsRefusedByItsShapeAlone() throws Exception {
    assertRefused(
        tiny()
            .of(RandomModels.architecture(200_000, 100, 80, 2, 64, 4, 8))
            .with(BundleFormat.WEIGHTS, new byte[9]),
        Problem.TOO_LARGE,
        "to open it takes 14336 million multiply-adds, and 8589 are allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "bucketBits, 12, 25, 'bucketBits must be from 10 to 24, not 25'",
    "longest, 3, 5, 'longest must be from 1 to 4, not 5'",
    "tokens, 40, 10001, 'tokens must be from 1 to 10000, not 10001'"
  })
  void aWidePartThatIsTooMuchIsRefusedByItsShapeAlone(
      String size, int old, int other, String reason) throws Exception {
    Zip zip = tiny().of(TINY.with(new Wide(3, 12, 40)));
    String field = "\"" + size + "\" : ";
    assertRefused(
        zip.replacing(BundleFormat.MANIFEST, field + old, field + other)
            .with(BundleFormat.WEIGHTS, new byte[9]),
        Problem.UNKNOWN_ARCHITECTURE,
        "layers: " + reason);
  }

  @Test
  void tagsHaveEightBits() throws Exception {
    Architecture tagged = TINY.with(Wide.tagged(3, 12, 40, 0));
    assertRefused(
        tiny().of(tagged).replacing(BundleFormat.MANIFEST, "\"tagBits\" : 8", "\"tagBits\" : 9"),
        Problem.UNKNOWN_ARCHITECTURE,
        "layers: tagBits must be from 8 to 8, not 9");
    assertRefused(
        tiny().of(tagged).replacing(BundleFormat.MANIFEST, "\"tagBits\" : 8", "\"tagBits\" : 0"),
        Problem.UNKNOWN_ARCHITECTURE,
        "layers: layer 7 is ");
  }

  @Test
  void aTableLargerThanTheManifestsIsNotReadToItsEnd() throws Exception {
    Zip zip = tiny().of(TINY.with(new Wide(3, 12, 40)));
    assertRefused(
        zip.with(BundleFormat.WEIGHTS, new byte[1 << 20]),
        Problem.TOO_LARGE,
        "weights.safetensors has more than ");
  }

  @Test
  void whatIsNestedDeeplyIsRefused() throws Exception {
    String deep = "{\"x\":" + "[".repeat(500) + "]".repeat(500) + ",";
    Zip zip = tiny();
    String manifest = zip.text(BundleFormat.MANIFEST);
    assertRefused(
        zip.with(BundleFormat.MANIFEST, deep + manifest.strip().substring(1)),
        Problem.UNREADABLE,
        "manifest.json: ");
  }

  @Test
  void numbersOfTheWeightsBelongToOneTensorEach() throws Exception {
    Zip zip = tiny();
    byte[] weights = zip.entries.getOrDefault(BundleFormat.WEIGHTS, new byte[0]);
    String latin = new String(weights, StandardCharsets.ISO_8859_1);
    // Both the same 12 bytes: two biases as one.
    String twice =
        latin.replaceFirst(
            "\"convolution_bias\":(.*?)\\[780,792\\]", "\"convolution_bias\":$1[600,612]");
    assertThat(twice).isNotEqualTo(latin).hasSameSizeAs(latin);
    assertRefused(
        zip.with(BundleFormat.WEIGHTS, twice.getBytes(StandardCharsets.ISO_8859_1)),
        Problem.BAD_WEIGHTS,
        "convolution_bias shares numbers with another tensor");
  }

  @Test
  void aListWithoutAValueIsSaidWithoutNamesOfClasses() throws Exception {
    assertThatThrownBy(
            () ->
                BundleReader.read(
                    tiny().replacing(BundleFormat.MANIFEST, "\"en\"", "null").bytes()))
        .hasMessage("manifest.json: languages must not hold null");
  }

  @Test
  void theLongestFileFitsASmallHeap() throws Exception {
    Path file = directory.resolve("long.zip");
    Files.write(file, new byte[BundleFormat.MAX_BYTES + 1]);
    assertThat(ReadBundle.withHeap("32m", file)).startsWith("refused: a bundle has at most ");
    byte[] most = new byte[BundleFormat.MAX_BYTES];
    Arrays.fill(most, (byte) 'P');
    Files.write(file, most);
    assertThat(ReadBundle.withHeap("256m", file)).isEqualTo("refused: the file is no zip");
  }
}
