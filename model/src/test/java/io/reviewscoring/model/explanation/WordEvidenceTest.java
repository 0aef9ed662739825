package io.reviewscoring.model.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordEvidenceTest {
  private static final String MIXED =
      "A great cast and a great score, but the plot is awful and the ending is boring.";

  /** No word of any model. */
  private static final String UNKNOWN = "zzqxj";

  /** Without n-grams, among which an unknown word would be others. */
  private static final String FORMER = "src/test/bundles/0.1.0/small.zip";

  private record Model(ModelBundle bundle, Scorer scorer) {
    static Model of(String path) throws Exception {
      ModelBundle bundle = BundleReader.read(Path.of(path));
      return new Model(bundle, ScoringModel.of(bundle).newScorer());
    }

    int length() {
      return bundle.manifest().architecture().tokens();
    }

    TokenFingerprints tokens(String text) {
      return new Tokenizer(bundle.manifest().tokenizer()).fingerprints(text, 512);
    }

    float score(String text) {
      TokenFingerprints tokens = tokens(text);
      return scorer.score(tokens.values(), tokens.tokens());
    }

    List<WordEffect> evidence(String text, int most) {
      TokenFingerprints tokens = tokens(text);
      return new WordEvidence(scorer, bundle.vocabulary(), length())
          .of(tokens.values(), tokens.tokens(), score(text), most);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundles/default.zip", "bundles/small.zip", FORMER})
  void wordsOfPraiseSpeakForPositiveAndWordsOfBlameForNegative(String name) throws Exception {
    List<WordEffect> evidence = Model.of(name).evidence(MIXED, 100);
    for (WordEffect each : evidence) {
      switch (each.word()) {
        case "great" -> assertThat(each.effect()).isPositive();
        case "awful", "boring" -> assertThat(each.effect()).isNegative();
        default -> {}
      }
    }
    assertThat(evidence).extracting(WordEffect::word).contains("great", "awful", "boring");
    assertThat(evidence.get(0).word()).isIn("great", "awful", "boring");
  }

  @Test
  void anEffectIsTheDifferenceToTheTextWithAnUnknownWordInTheWordsPlaces() throws Exception {
    Model model = Model.of(FORMER);
    float score = model.score(MIXED);
    List<WordEffect> evidence = model.evidence(MIXED, 100);
    Set<String> words = new HashSet<>(new Tokenizer(RuleSet.KERAS).tokens(MIXED));
    assertThat(evidence).extracting(WordEffect::word).doesNotHaveDuplicates().isSubsetOf(words);
    for (String word : words) {
      float effect =
          score
              - model.score(
                  MIXED.toLowerCase(Locale.ROOT).replaceAll("\\b" + word + "\\b", UNKNOWN));
      if (effect == 0) {
        assertThat(evidence).extracting(WordEffect::word).doesNotContain(word);
      } else {
        assertThat(evidence).contains(new WordEffect(word, effect));
      }
    }
  }

  @Test
  void theStrongestComeFirstAndNoMoreThanAskedFor() throws Exception {
    Model model = Model.of(FORMER);
    List<WordEffect> all = model.evidence(MIXED, 100);
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.comparing((WordEffect each) -> -Math.abs(each.effect()))
                .thenComparing(WordEffect::word));
    assertThat(model.evidence(MIXED, 2)).isEqualTo(all.subList(0, 2));
  }

  @Test
  void onlyWordsThatTheModelReadsCountAndNothingIsDrawnInForThem() throws Exception {
    Model model = Model.of(FORMER);
    String read = "the plot ".repeat(model.length() / 2 - 1) + "is awful";
    String text = "great great great " + read;
    assertThat(model.tokens(text).tokens()).isGreaterThan(model.length());
    assertThat(model.evidence(text, 100))
        .isEqualTo(model.evidence("dull " + read, 100))
        .extracting(WordEffect::word)
        .contains("awful")
        .doesNotContain("great");
  }

  @Test
  void aTextWithoutKnownWordsHasNoEvidence() throws Exception {
    Model model = Model.of(FORMER);
    assertThat(model.evidence("", 5)).isEmpty();
    assertThat(model.evidence(UNKNOWN + " " + UNKNOWN, 5)).isEmpty();
  }

  @Test
  void wordsThatTheWidePartAloneReadsCountToo() {
    Architecture architecture =
        RandomModels.architecture(30, 8, 5, 3, 3, 2, 7).with(new Wide(2, 16, 20));
    ModelBundle bundle = RandomModels.bundle(architecture, 3);
    Model model = new Model(bundle, ScoringModel.of(bundle).newScorer());
    String read = " w4 w4 w4 w4 w4 w4 w4 w4 w4";
    List<WordEffect> evidence = model.evidence("w1 w2 w3" + read, 9);

    assertThat(evidence).extracting(WordEffect::word).contains("w1", "w2", "w3", "w4");
    // The n-grams over w2 are gone without it, and no others come in.
    long[] without = model.tokens("w1 w2 w3" + read).values().clone();
    without[1] = 0;
    float effect = model.score("w1 w2 w3" + read) - model.scorer().score(without, without.length);
    assertThat(evidence).contains(new WordEffect("w2", effect));
  }

  @Test
  void theFingerprintsStayAsTheyAre() throws Exception {
    Model model = Model.of(FORMER);
    TokenFingerprints tokens = model.tokens(MIXED);
    long[] before = tokens.values().clone();
    assertThat(
            new WordEvidence(model.scorer(), model.bundle().vocabulary(), model.length())
                .of(tokens.values(), tokens.tokens(), model.score(MIXED), 3))
        .hasSize(3);
    assertThat(tokens.values()).isEqualTo(before);
  }
}
