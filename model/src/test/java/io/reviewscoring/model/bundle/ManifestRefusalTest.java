package io.reviewscoring.model.bundle;

import static io.reviewscoring.model.bundle.BundleRefusalTest.assertRefused;

import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.fixture.RandomModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestRefusalTest {
  private static final ModelBundle BUNDLE =
      RandomModels.bundle(RandomModels.architecture(30, 12, 5, 3, 3, 2, 7), 1);

  private Zip zip = new Zip(new byte[0]);

  @BeforeEach
  void writeABundle() throws Exception {
    zip = new Zip(BundleWriter.bytes(BUNDLE));
  }

  @ParameterizedTest
  @CsvSource({
    "formatVersion\" : 2, formatVersion\" : 3, UNKNOWN_FORMAT",
    "formatVersion\" : 2, formatVersion\" : 1, UNKNOWN_ARCHITECTURE",
    "max-pooling, transformer, UNKNOWN_ARCHITECTURE",
    "\"type\" : \"last\", \"type\" : \"last-and-maximum\", UNKNOWN_ARCHITECTURE",
    "relu, tanh, UNKNOWN_ARCHITECTURE",
    "\"summary\", \"pooling\", UNKNOWN_ARCHITECTURE",
    "\"poolSize\" : 2, \"poolSize\" : 1, UNKNOWN_ARCHITECTURE",
    "layers, layersOf, UNKNOWN_ARCHITECTURE",
    "\"calibration\", \"calibrations\", UNREADABLE",
    "keras-text-to-word-sequence, wordpiece, UNKNOWN_TOKENIZER",
    "lstmUnits\" : 7, lstmUnits\" : -7, UNKNOWN_ARCHITECTURE",
    "lstmUnits\" : 7, lstmUnits\" : 7.5, UNKNOWN_ARCHITECTURE",
    "lstmUnits, unitsOfLstm, UNKNOWN_ARCHITECTURE",
    "vocabularySize\" : 30, vocabularySize\" : 2000000000, UNKNOWN_ARCHITECTURE",
    "lstmUnits\" : 7, lstmUnits\" : 8, UNKNOWN_ARCHITECTURE",
    "vocabularySize\" : 30, vocabularySize\" : 29, BAD_VOCABULARY",
    "positiveFrom\" : 0.6, positiveFrom\" : 6, UNREADABLE",
    "positiveFrom, positiveTo, UNREADABLE",
    "random-1, ' ', UNREADABLE",
    "\"tokenizer, \"modelVersion, UNREADABLE"
  })
  void aManifestThatIsWrong(String old, String replacement, Problem problem) {
    assertRefused(zip.replacing(BundleFormat.MANIFEST, old, replacement), problem, "");
  }

  @ParameterizedTest
  @CsvSource({
    "embedding-conv-lstm, transformer, UNKNOWN_ARCHITECTURE",
    "lstmUnits\" : 7, lstmUnits\" : -7, UNKNOWN_ARCHITECTURE",
    "lstmUnits\" : 7, lstmUnits\" : 7.5, UNKNOWN_ARCHITECTURE",
    "lstmUnits, unitsOfLstm, UNKNOWN_ARCHITECTURE",
    "lstmUnits\" : 7, lstmUnits\" : 8, BAD_WEIGHTS",
    "architecture, layers, UNKNOWN_ARCHITECTURE",
    "formatVersion\" : 1, formatVersion\" : 2, UNKNOWN_ARCHITECTURE"
  })
  void aManifestOf010ThatIsWrong(String old, String replacement, Problem problem) {
    assertRefused(zip.former().replacing(BundleFormat.MANIFEST, old, replacement), problem, "");
  }

  @Test
  void theReasonNamesTheLayerThatIsUnknown() {
    assertRefused(
        zip.copy().replacing(BundleFormat.MANIFEST, "max-pooling", "transformer"),
        Problem.UNKNOWN_ARCHITECTURE,
        "manifest.json: layers: the type 'transformer' is unknown; this version knows only"
            + " 'embedding', 'convolution', 'max-pooling', 'lstm', ");
    assertRefused(
        zip.replacing(BundleFormat.MANIFEST, "relu", "tanh"),
        Problem.UNKNOWN_ARCHITECTURE,
        "manifest.json: layers: layer 2 is {\"name\":\"convolution\",");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"fromTokens\" : 0', '\"fromTokens\" : 1', 'band 1 begins at 1'",
    "'\"fromTokens\" : 9', '\"fromTokens\" : 0', 'band 2 begins at 0'",
    "'\"fromTokens\" : 9', '\"fromTokens\" : -9', 'fromTokens must be from 0 to 10000, not -9'",
    "'\"fromTokens\" : 9', '\"fromTokens\" : 2147483647', 'to 10000, not 2147483647'",
    "'\"scale\" : 0.8', '\"scale\" : 0', '0 < scale <= 1000'",
    "'\"scale\" : 0.8', '\"scale\" : 1e30', '0 < scale <= 1000'",
    "'\"shift\" : 0.25', '\"shift\" : -1001', 'a shift within ±1000'",
    "'\"shift\" : 0.25', '\"shift\" : null', 'manifest.json: '",
    "'\"shift\" : 0.25', '\"shift\" : \"NaN\"', 'manifest.json: '",
    "'\"positiveFrom\" : 0.6', '\"positiveFrom\" : 0.2', 'thresholds must hold'"
  })
  void aCalibrationThatIsWrong(String old, String replacement, String reason) throws Exception {
    ModelBundle bundle = RandomModels.calibrated(BUNDLE, 0, 9);
    Zip calibrated = new Zip(BundleWriter.bytes(bundle));
    assertRefused(
        calibrated.replacing(BundleFormat.MANIFEST, old, replacement), Problem.UNREADABLE, reason);
  }

  @Test
  void theReasonNamesWhatIsUnknown() {
    assertRefused(
        zip.former().replacing(BundleFormat.MANIFEST, "embedding-conv-lstm", "transformer"),
        Problem.UNKNOWN_ARCHITECTURE,
        "manifest.json states the architecture 'transformer', and this version knows only"
            + " 'embedding-conv-lstm', 'embedding-conv-lstm-max'");
  }

  @Test
  void theReasonNamesTheRuleSetsThatAreKnown() {
    assertRefused(
        zip.replacing(BundleFormat.MANIFEST, "keras-text-to-word-sequence", "wordpiece"),
        Problem.UNKNOWN_TOKENIZER,
        "manifest.json states the tokenizer 'wordpiece', and this version knows only"
            + " 'keras-text-to-word-sequence', 'review-text'");
  }

  @Test
  void aManifestThatIsNoJson() {
    assertRefused(zip.with(BundleFormat.MANIFEST, "{"), Problem.UNREADABLE, "manifest.json");
    assertRefused(zip.with(BundleFormat.MANIFEST, ""), Problem.UNKNOWN_FORMAT, "manifest.json");
    assertRefused(
        zip.with(BundleFormat.MANIFEST, "[".repeat(100_000)), Problem.UNREADABLE, "manifest.json");
    assertRefused(
        zip.with(BundleFormat.MANIFEST, new byte[] {(byte) 0xff}), Problem.UNREADABLE, "UTF-8");
  }
}
