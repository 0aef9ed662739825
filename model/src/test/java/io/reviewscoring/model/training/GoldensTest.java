package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TextEncoder;
import io.reviewscoring.model.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldensTest {
  private static final Architecture ARCHITECTURE =
      RandomModels.architecture(300, 20, 6, 5, 3, 2, 7);

  private static List<String> words(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(rank -> "w" + rank).toList();
  }

  private static Set<String> wordsOf(List<String> texts) {
    Set<String> words = new HashSet<>();
    texts.forEach(text -> words.addAll(Arrays.asList(text.split(" ", -1))));
    return words;
  }

  private static ModelBundle renewed(long seed) throws BundleException {
    return Goldens.renewed(
        RandomModels.bundle("m", ARCHITECTURE, words(296), "w1 w2 a film", seed));
  }

  /** The same model with other words. */
  private static void check(ModelBundle bundle, List<String> words) throws BundleException {
    int limit = bundle.vocabulary().limit();
    ScoringModel.of(
            new ModelBundle(
                bundle.manifest(),
                new Vocabulary(words, limit),
                bundle.weights(),
                bundle.goldens()))
        .checkGoldens(bundle.goldens());
  }

  private static void assertNoticed(ModelBundle bundle, int deletedRank) {
    List<String> words = new ArrayList<>(bundle.vocabulary().words());
    words.remove(deletedRank - 1);
    assertThatThrownBy(() -> check(bundle, words))
        .as("rank %d", deletedRank)
        .isInstanceOfSatisfying(
            BundleException.class,
            e -> assertThat(e.problem()).isEqualTo(BundleException.Problem.GOLDEN_MISMATCH));
  }

  @Test
  void everyWordStandsInAText() {
    List<String> texts = GoldenTexts.covering(words(296), ARCHITECTURE);
    assertThat(texts).hasSize(15);
    assertThat(texts.get(0)).startsWith("w1 w2 ");
    assertThat(wordsOf(texts)).containsExactlyInAnyOrderElementsOf(words(296));
  }

  @Test
  void ofMoreWordsThanTheTextsHoldEachBlockHasItsShare() {
    List<String> texts =
        GoldenTexts.covering(words(9_996), RandomModels.architecture(10_000, 20, 2, 2, 3, 2, 2));
    assertThat(texts).hasSize(240).allMatch(text -> text.split(" ", -1).length == 20);
    assertThat(wordsOf(texts)).hasSize(4800).contains("w2", "w9996");
  }

  @Test
  void longWordsAndLongRowsLeaveTextsThatABundleHolds() {
    String longWord = "x".repeat(7000);
    List<String> words = IntStream.range(0, 20).mapToObj(i -> longWord + i).toList();
    assertThat(GoldenTexts.covering(words, ARCHITECTURE)).allMatch(text -> text.length() < 12_000);
    assertThat(GoldenTexts.covering(List.of(), ARCHITECTURE)).isEmpty();
    assertThat(GoldenTexts.bordering(words, List.of(20))).allMatch(text -> text.length() < 12_000);
    assertThat(GoldenTexts.bordering(List.of(), List.of(20))).isEmpty();
  }

  @Test
  void aWordThatIsMissingAtAnyRankIsNoticed() throws Exception {
    ModelBundle bundle = renewed(3);
    check(bundle, bundle.vocabulary().words());
    for (int rank = 1; rank <= bundle.vocabulary().words().size(); rank++) {
      assertNoticed(bundle, rank);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bundles/default.zip, 3701",
    "bundles/default.zip, 19000",
    "bundles/default.zip, 1",
    "bundles/small.zip, 7996",
    "bundles/small.zip, 5000"
  })
  void aWordThatIsMissingInAShippedBundleIsNoticed(Path path, int rank) throws Exception {
    assertNoticed(BundleReader.read(path), rank);
  }

  @Test
  void aRenewedBundleKeepsItsOwnGoldensAndIsRenewedOnce() throws Exception {
    ModelBundle bundle = renewed(4);
    assertThat(bundle.goldens()).hasSize(16);
    assertThat(bundle.goldens().get(0).text()).isEqualTo("w1 w2 a film");
    assertThat(BundleWriter.bytes(Goldens.renewed(bundle))).isEqualTo(BundleWriter.bytes(bundle));
  }

  @Test
  void aBundleThatFailsItsOwnGoldensIsNotRenewed() throws Exception {
    ModelBundle off = RandomModels.withGolden(renewed(5), 0.1);
    assertThatThrownBy(() -> Goldens.renewed(off)).isInstanceOf(BundleException.class);
  }

  @Test
  void goldensOfAModelOfReviewTextMeetItsRules() {
    ModelBundle bundle = RandomModels.by(RuleSet.REVIEW_TEXT, RandomModels.bundle(ARCHITECTURE, 6));
    List<GoldenCase> goldens = Goldens.of(bundle.manifest(), bundle.weights(), bundle.vocabulary());
    assertThat(goldens).hasSize(25 + 7);
    assertThat(goldens.subList(10, 17))
        .allSatisfy(
            golden ->
                assertThat(new TextEncoder().encode(golden.text(), 99).reviewText()).isNotNull());
    Goldens.check(ScoringModel.of(bundle), goldens);
  }

  @Test
  void goldensOfAModelThatWasTrainedHereBeginWithTheFixedTexts() {
    ModelBundle bundle = RandomModels.bundle(ARCHITECTURE, 6);
    List<GoldenCase> goldens = Goldens.of(bundle.manifest(), bundle.weights(), bundle.vocabulary());
    assertThat(goldens).hasSize(25);
    assertThat(goldens.get(0).text()).isEmpty();
    Goldens.check(ScoringModel.of(bundle), goldens);
  }
}
