package io.reviewscoring.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleRoundTripTest {
  private static final ModelBundle BUNDLE =
      RandomModels.bundle(RandomModels.architecture(30, 12, 5, 3, 3, 2, 7), 1);

  @TempDir Path directory;

  @Test
  void whatWasWrittenIsRead() throws Exception {
    Path file = directory.resolve("model.zip");
    BundleWriter.write(BUNDLE, file);
    ModelBundle read = BundleReader.read(file);

    assertThat(read.manifest()).isEqualTo(BUNDLE.manifest());
    assertThat(read.vocabulary().words()).isEqualTo(BUNDLE.vocabulary().words());
    assertThat(read.goldens()).isEqualTo(BUNDLE.goldens());
    assertThat(read.weights()).usingRecursiveComparison().isEqualTo(BUNDLE.weights());
  }

  private static byte[] readAsWritten(ModelBundle bundle) throws Exception {
    byte[] bytes = BundleWriter.bytes(bundle);
    ModelBundle read = BundleReader.read(bytes);

    assertThat(read.manifest()).isEqualTo(bundle.manifest());
    assertThat(read.weights()).usingRecursiveComparison().isEqualTo(bundle.weights());
    assertThat(BundleWriter.bytes(read)).isEqualTo(bytes);
    return bytes;
  }

  @Test
  void aWidePartAndACalibrationAreReadAsTheyWereWritten() throws Exception {
    Architecture architecture =
        RandomModels.architecture(30, 12, 5, 3, 3, 2, 7).with(new Wide(3, 12, 40));
    ModelBundle bundle = RandomModels.calibrated(RandomModels.bundle(architecture, 1), 0, 9, 50);
    byte[] bytes = readAsWritten(bundle);
    assertThat(Sha256.hex(bytes))
        .isEqualTo("60866af8d78fd3ef99772140bf770a4a165545834da3c1b2d4fe55eb7096316a");
  }

  @Test
  void aTaggedWidePartIsReadAsItWasWritten() throws Exception {
    Architecture architecture =
        RandomModels.architecture(30, 12, 5, 3, 3, 2, 7).with(Wide.tagged(3, 12, 40, 9));
    ModelBundle bundle = RandomModels.bundle(architecture, 1);
    assertThat(readAsWritten(bundle)).isNotEmpty();
  }

  @Test
  void weightsOfAPartThatTheNetworkLacksAreNotWritten() {
    Weights more = BUNDLE.weights().with(new WideWeights(new byte[1 << 10], 1));
    ModelBundle wrong =
        new ModelBundle(BUNDLE.manifest(), BUNDLE.vocabulary(), more, BUNDLE.goldens());

    assertThatThrownBy(() -> BundleWriter.bytes(wrong))
        .isInstanceOf(IOException.class)
        .hasMessage("there are weights of a part that the network doesn't have");
  }

  @Test
  void tensorsMayStandInAnyOrder() throws Exception {
    Zip zip = new Zip(BundleWriter.bytes(BUNDLE));
    byte[] weights = zip.entries.getOrDefault(BundleFormat.WEIGHTS, new byte[0]);
    String latin = new String(weights, StandardCharsets.ISO_8859_1);
    String first = latin.substring(latin.indexOf("\"embedding\""), latin.indexOf(",\"conv"));
    int end = latin.indexOf("}}") + 1;
    String moved = latin.substring(0, end).replace(first + ",", "") + "," + first;
    moved += latin.substring(end);
    assertThat(moved).hasSameSizeAs(latin).isNotEqualTo(latin);
    zip.with(BundleFormat.WEIGHTS, moved.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(BundleReader.read(zip.bytes()).weights())
        .usingRecursiveComparison()
        .isEqualTo(BUNDLE.weights());
  }

  @Test
  void aBundleOf010IsReadAsTheSameNetwork() throws Exception {
    Zip former = new Zip(BundleWriter.bytes(BUNDLE)).former();

    assertThat(former.text(BundleFormat.MANIFEST)).doesNotContain("layers");
    assertThat(BundleWriter.bytes(BundleReader.read(former.bytes())))
        .isEqualTo(BundleWriter.bytes(BUNDLE));
  }

  @Test
  void theSameBundleGivesTheSameBytes() throws Exception {
    byte[] first = BundleWriter.bytes(BUNDLE);
    byte[] again = BundleWriter.bytes(BundleReader.read(first));

    assertThat(again).isEqualTo(first);
    Path file = directory.resolve("model.zip");
    BundleWriter.write(BUNDLE, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    assertThat(Sha256.hex(file)).isEqualTo(Sha256.hex(first)).hasSize(64);
  }

  @Test
  void theBytesAreThoseOfEveryOtherMachine() throws Exception {
    assertThat(Sha256.hex(BundleWriter.bytes(BUNDLE)))
        .isEqualTo("db770d1db2126cf7db95d3bcb166cbc3c6908d18c0883aa9f8003231f8e4f14c");
  }

  @Test
  void theManifestStatesTheChecksumOfEachOtherEntry() throws Exception {
    Zip zip = Zip.sealed(BundleWriter.bytes(BUNDLE));
    String manifest = zip.text(BundleFormat.MANIFEST);

    for (String name : List.of("vocabulary.txt", "golden.jsonl", "weights.safetensors")) {
      String sha256 = Sha256.hex(zip.entries.getOrDefault(name, new byte[0]));
      assertThat(manifest).contains("\"%s\" : \"%s\"".formatted(name, sha256));
    }
  }

  @Test
  void aBundleWithoutChecksumsIsReadAsBefore() throws Exception {
    Zip old = new Zip(BundleWriter.bytes(BUNDLE));

    assertThat(old.text(BundleFormat.MANIFEST)).doesNotContain("sha256\"");
    assertThat(BundleWriter.bytes(BundleReader.read(old.bytes())))
        .isEqualTo(BundleWriter.bytes(BUNDLE));
  }

  @Test
  void theManifestIsForPeopleToo() throws Exception {
    String manifest = new Zip(BundleWriter.bytes(BUNDLE)).text(BundleFormat.MANIFEST);

    assertThat(manifest)
        .contains("\n      \"sequenceLength\" : 12,\n")
        .contains("\n  \"tokenizer\" : \"keras-text-to-word-sequence\",\n")
        .doesNotContain("\r");
  }

  @Test
  void aTokenMayHoldACarriageReturn() throws Exception {
    Vocabulary vocabulary = new Vocabulary(List.of("a\rb", "c\u2028d"), 30);
    ModelBundle odd =
        new ModelBundle(BUNDLE.manifest(), vocabulary, BUNDLE.weights(), BUNDLE.goldens());

    assertThat(BundleReader.read(BundleWriter.bytes(odd)).vocabulary().words())
        .containsExactly("a\rb", "c\u2028d");
  }

  @Test
  void otherToolsMayPackTheEntriesInTheirOwnWay() throws Exception {
    Zip zip = new Zip(BundleWriter.bytes(BUNDLE));
    String vocabulary = zip.text(BundleFormat.VOCABULARY);
    zip.without(BundleFormat.VOCABULARY);
    byte[] repacked = zip.with(BundleFormat.VOCABULARY, vocabulary).bytes();

    assertThat(BundleWriter.bytes(BundleReader.read(repacked)))
        .isEqualTo(BundleWriter.bytes(BUNDLE));
  }

  @Test
  void aWriterRefusesWeightsThatDontFit() {
    Weights other = RandomModels.weights(RandomModels.architecture(30, 12, 5, 3, 3, 2, 8), 1);
    ModelBundle wrong =
        new ModelBundle(BUNDLE.manifest(), BUNDLE.vocabulary(), other, BUNDLE.goldens());

    assertThatThrownBy(() -> BundleWriter.bytes(wrong))
        .isInstanceOf(IOException.class)
        .hasMessage("lstm_input must hold 84 numbers within ±1000000, and holds 96");
  }

  @Test
  void aMissingFileIsSaidInOneLine() {
    assertThatThrownBy(() -> BundleReader.read(directory.resolve("none.zip")))
        .isInstanceOf(BundleException.class)
        .hasMessage("there is no file " + directory.resolve("none.zip"));
  }
}
