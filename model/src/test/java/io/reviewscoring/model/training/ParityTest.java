package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scorer against DL4J, the reference. */
class ParityTest {

  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundles/default.zip",
        "bundles/small.zip",
        "src/test/bundles/0.1.0/default.zip",
        "src/test/bundles/0.1.0/small.zip"
      })
  void scorerAndReferenceAgreeOnAwkwardReviews(Path path) throws Exception {
    ModelBundle bundle = BundleReader.read(path);
    assertAgreement(bundle, awkward(bundle));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundles/default.zip",
        "bundles/small.zip",
        "src/test/bundles/0.1.0/default.zip",
        "src/test/bundles/0.1.0/small.zip"
      })
  @EnabledIfEnvironmentVariable(named = "IMDB_ARCHIVE", matches = ".+")
  void scorerAndReferenceAgreeOnAThousandRealReviews(Path path) throws Exception {
    ImdbDataset data = ImdbDataset.read(Path.of(System.getenv("IMDB_ARCHIVE")));
    List<LabelledReview> reviews = new ArrayList<>(data.reviews(ImdbDataset.Split.TEST));
    Collections.shuffle(reviews, new Random(1));
    assertAgreement(
        BundleReader.read(path),
        reviews.subList(0, 1000).stream().map(LabelledReview::text).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "20, 7, 3, 5, 2, 3, 1",
    "50, 30, 16, 8, 5, 4, 16",
    "33, 13, 5, 7, 1, 1, 3",
    "40, 12, 9, 17, 3, 2, 13",
    "40, 5, 4, 4, 5, 1, 4",
    "64, 41, 24, 33, 6, 5, 31"
  })
  void scorerAndReferenceAgreeOnNetworksOfOddSizes(
      int vocabulary, int length, int embedding, int filters, int kernel, int pool, int units) {
    for (String type : Architecture.TYPES) {
      ModelBundle bundle =
          RandomModels.bundle(
              RandomModels.architecture(
                  type, vocabulary, length, embedding, filters, kernel, pool, units),
              17);
      assertAgreement(bundle, awkward(bundle));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 12, 70, 0", "2, 20, 9, 0", "4, 16, 30, 0", "3, 12, 70, 8", "2, 20, 9, 8"})
  void scorerAndReferenceAgreeOnNetworksWithAWidePart(
      int longest, int bits, int tokens, int tagBits) throws Exception {
    ModelBundle bundle =
        RandomModels.calibrated(
            RandomModels.bundle(
                RandomModels.architecture(50, 30, 16, 8, 5, 4, 16)
                    .with(new Wide(longest, bits, tokens, 10, tagBits)),
                17),
            0,
            3,
            30,
            80);
    List<GoldenCase> expected =
        Goldens.scored(awkward(bundle), bundle.manifest(), bundle.weights(), bundle.vocabulary());
    for (Engine engine : Engine.values()) {
      ScoringModel.of(bundle, engine).checkGoldens(expected);
    }
  }

  @ParameterizedTest
  @FieldSource("io.reviewscoring.model.network.Architecture#TYPES")
  void weightsComeBackFromTheReferenceAsTheyWentIn(String type) {
    ModelBundle bundle =
        RandomModels.bundle(RandomModels.architecture(type, 30, 12, 6, 5, 3, 2, 4), 17);
    Weights weights = bundle.weights();
    try (Dl4jNetwork network = Dl4jNetwork.of(bundle.manifest().architecture(), weights)) {
      assertThat(network.weights()).usingRecursiveComparison().isEqualTo(weights);
    }
  }

  private static void assertAgreement(ModelBundle bundle, List<String> texts) {
    Manifest manifest = bundle.manifest();
    float[] expected;
    try (ReferenceModel reference =
        new ReferenceModel(manifest, bundle.vocabulary(), bundle.weights())) {
      expected = reference.scores(texts);
    }
    int most = manifest.architecture().tokens();
    Tokenizer tokenizer = new Tokenizer(manifest.tokenizer());
    List<TokenFingerprints> read =
        texts.stream().map(text -> tokenizer.fingerprints(text, most)).toList();
    for (Engine engine : Engine.values()) {
      assertAgreement(ScoringModel.of(bundle, engine).newScorer(), read, expected);
    }
  }

  private static void assertAgreement(
      Scorer scorer, List<TokenFingerprints> texts, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      int tokens = texts.get(i).tokens();
      double difference = Math.abs(scorer.score(texts.get(i).values(), tokens) - expected[i]);
      assertThat(difference).as("text %d of %d tokens", i, tokens).isLessThan(TOLERANCE);
    }
  }

  /** Empty, one word, all unknown, around the length, very long, and everything in between. */
  private static List<String> awkward(ModelBundle bundle) {
    int length = bundle.manifest().architecture().sequenceLength();
    Random random = new Random(5);
    List<String> texts = new ArrayList<>(List.of("", " ", "!!!"));
    texts.add(bundle.vocabulary().words().get(0));
    texts.add("zzqx");
    texts.add("zzqx ".repeat(length + 3));
    for (int words : new int[] {2, 3, length - 2, length - 1, length, length + 1, 10_000}) {
      texts.add(sentence(bundle.vocabulary().words(), Math.max(words, 1), random));
    }
    for (int i = 0; i < 20; i++) {
      texts.add(sentence(bundle.vocabulary().words(), 1 + random.nextInt(length), random));
    }
    return texts;
  }

  private static String sentence(List<String> vocabulary, int words, Random random) {
    return IntStream.range(0, words)
        .mapToObj(
            i ->
                random.nextInt(10) == 0
                    ? "zzqx"
                    : vocabulary.get(random.nextInt(vocabulary.size())))
        .collect(Collectors.joining(" "));
  }
}
