package io.reviewscoring.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.fixture.RandomModels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleRefusalTest {
  private byte[] whole = {};
  private Zip zip = new Zip(whole);

  @BeforeEach
  void writeABundle() throws Exception {
    whole =
        BundleWriter.bytes(
            RandomModels.bundle(RandomModels.architecture(30, 12, 5, 3, 3, 2, 7), 1));
    zip = new Zip(whole);
  }

  private static BundleException refused(byte[] bytes) {
    try {
      BundleReader.read(bytes);
    } catch (BundleException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n").isEqualTo(e.getMessage());
      return e;
    }
    throw new AssertionError("the bundle was accepted");
  }

  static void assertRefused(Zip zip, Problem problem, String reason) {
    BundleException e = refused(zip.bytes());
    assertThat(e.reason()).contains(reason);
    assertThat(e.problem()).isEqualTo(problem);
  }

  @Test
  void whateverPieceOfTheFrontIsLeft() {
    for (int length = 0; length < whole.length; length++) {
      byte[] front = Arrays.copyOf(whole, length);
      assertThat(refused(front).problem()).as("%s bytes", length).isEqualTo(Problem.UNREADABLE);
    }
    byte[] packed = zip.bytes();
    for (int length = 0; length < packed.length; length += 7) {
      byte[] front = Arrays.copyOf(packed, length);
      assertThat(refused(front).problem()).as("%s bytes", length).isEqualTo(Problem.UNREADABLE);
    }
  }

  @Test
  void whatIsNoZip() {
    assertThat(refused("not a zip".getBytes(StandardCharsets.UTF_8)).reason())
        .isEqualTo("the file is no zip");
  }

  @Test
  void oneFlippedByteOfTheWeights() {
    whole[whole.length / 2] ^= 1;
    assertThat(refused(whole).problem()).isEqualTo(Problem.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "vocabulary.txt", "weights.safetensors", "golden.jsonl"})
  void aMissingEntry(String name) {
    assertRefused(zip.without(name), Problem.MISSING_ENTRY, "the bundle lacks " + name);
  }

  @ParameterizedTest
  @CsvSource({
    "vocabulary.txt, w3, w30",
    "golden.jsonl, 0.5, 0.50",
    "weights.safetensors, dense_bias, bias_dense"
  })
  void anEntryThatTheManifestDoesNotBelongTo(String name, String old, String replacement) {
    Zip sealed = Zip.sealed(whole);
    byte[] content = sealed.entries.getOrDefault(name, new byte[0]);
    String latin = new String(content, StandardCharsets.ISO_8859_1);
    byte[] other = latin.replace(old, replacement).getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(
        sealed.with(name, other),
        Problem.CHANGED_ENTRY,
        name + " is not the one that manifest.json belongs to: its SHA-256 is ");
  }

  @Test
  void checksumsThatLackAnEntry() {
    Zip sealed = Zip.sealed(whole);
    assertRefused(
        sealed.replacing(BundleFormat.MANIFEST, "\"golden.jsonl\"", "\"golden.json\""),
        Problem.CHANGED_ENTRY,
        "golden.jsonl is not the one");
    assertRefused(
        zip.replacing(BundleFormat.MANIFEST, "\"formatVersion", "\"sha256\" : 1, \"formatVersion"),
        Problem.CHANGED_ENTRY,
        " is not the one");
  }

  @Test
  void anEntryThatNoBundleHas() {
    assertRefused(zip.with("../x", "x"), Problem.UNREADABLE, "no bundle has: ../x");
  }

  @Test
  void anEntryThatIsThereTwice() {
    byte[] bytes = zip.with("golden.jsonx", "x").bytes();
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] twice =
        latin.replace("golden.jsonx", "golden.jsonl").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(twice).reason()).isEqualTo("the zip holds golden.jsonl twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "vocabulary.txt", "weights.safetensors", "golden.jsonl"})
  void anEntryThatExpandsWithoutEnd(String name) {
    byte[] bomb = zip.with(name, new byte[40 << 20]).bytes();
    assertThat(bomb.length).isLessThan(1 << 20);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(refused(bomb).problem()).isEqualTo(Problem.TOO_LARGE));
  }

  @Test
  void weightsThatComeBeforeTheManifestThatBoundsThem() {
    String manifest = zip.text(BundleFormat.MANIFEST);
    assertRefused(
        zip.without(BundleFormat.MANIFEST).with(BundleFormat.MANIFEST, manifest),
        Problem.MISSING_ENTRY,
        "the bundle lacks manifest.json, or has it behind weights.safetensors");
  }

  @Test
  void aVocabularyWithAWordTwiceOrNone() {
    assertRefused(
        zip.with(BundleFormat.VOCABULARY, "a\nb\na\n"),
        Problem.BAD_VOCABULARY,
        "the words 'a' and 'a' have the same fingerprint");
    assertRefused(
        zip.with(BundleFormat.VOCABULARY, "a\n\nb\n"), Problem.BAD_VOCABULARY, "line 2 is empty");
    assertRefused(
        zip.with(BundleFormat.VOCABULARY, new byte[] {(byte) 0xc3, 10}),
        Problem.BAD_VOCABULARY,
        "vocabulary.txt is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"''", "{}", "'{\"text\":\"x\",\"score\":2}'", "'{\"text\":null,\"score\":0.5}'"})
  void goldenCasesThatAreNone(String line) {
    assertRefused(zip.with(BundleFormat.GOLDENS, line), Problem.UNREADABLE, "golden.jsonl");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"F32\"', '\"F64\"', embedding is not of dtype F32",
    "'[30,5]', '[5,30]', 'embedding has the shape [5,30], not [30, 5]'",
    "'[0,600]', '[9,600]', embedding lies outside",
    "dense_bias, DENSE_BIAS, tensor that the network doesn't have: DENSE_BIAS",
  })
  void weightsWithAWrongHeader(String old, String replacement, String reason) {
    byte[] weights = zip.entries.getOrDefault(BundleFormat.WEIGHTS, new byte[0]);
    String latin = new String(weights, StandardCharsets.ISO_8859_1);
    assertThat(latin).contains(old);
    byte[] spoiled = latin.replace(old, replacement).getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(zip.with(BundleFormat.WEIGHTS, spoiled), Problem.BAD_WEIGHTS, reason);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, 1.1e6f, -1.1e6f})
  void weightsThatASumCouldOverflowWith(float weight) {
    byte[] weights = zip.entries.getOrDefault(BundleFormat.WEIGHTS, new byte[0]);
    ByteBuffer.wrap(weights)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(weights.length - Float.BYTES, weight);
    assertRefused(
        zip,
        Problem.BAD_WEIGHTS,
        "dense_bias holds a number that is not finite or beyond ±1000000");
  }

  @Test
  void weightsThatAreCutOrStateAHugeHeader() {
    byte[] weights = zip.entries.getOrDefault(BundleFormat.WEIGHTS, new byte[0]);
    assertRefused(
        zip.with(BundleFormat.WEIGHTS, Arrays.copyOf(weights, weights.length - 4)),
        Problem.BAD_WEIGHTS,
        "bytes of numbers");
    weights[6] = 1;
    assertRefused(
        zip.with(BundleFormat.WEIGHTS, weights), Problem.BAD_WEIGHTS, "states a header of");
  }

  @Test
  void aReasonIsOneLineWhateverTheBundleHolds() {
    assertThat(new BundleException(Problem.UNREADABLE, "a\nb\u0007" + "x".repeat(1000)).reason())
        .startsWith("a b x")
        .hasSize(500);
  }

  @Test
  void thresholdsAndGoldensHaveBounds() {
    assertThatThrownBy(() -> new Thresholds(0.6, 0.4, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GoldenCase("x", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
