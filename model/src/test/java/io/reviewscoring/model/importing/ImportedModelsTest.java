package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.scoring.BatchScorer;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextScorer;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of real frameworks, made by {@code make_models.py} beside them. */
class ImportedModelsTest {
  @TempDir private Path folder;

  static Stream<ForeignModel> models() throws Exception {
    return ForeignModel.all().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void scoresAsItsFrameworkDoes(ForeignModel model) throws Exception {
    ModelImport.Made made = model.imported(folder);

    assertThat(made.compared()).isEqualTo(model.expected().size());
    assertThat(made.largestDifference()).isLessThan(1e-5);
    if (Boolean.getBoolean("import.differences")) {
      System.out.printf("%-30s %.1e%n", model.name(), made.largestDifference());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesTheSameBitsInAllEnginesAloneAndSideBySide(ForeignModel model) throws Exception {
    ModelBundle bundle = model.imported(folder).bundle();
    Tokenizer tokenizer = ScoringModel.of(bundle).newTokenizer();
    int most = bundle.manifest().network().tokens();
    List<TokenFingerprints> texts =
        model.expected().stream().map(each -> tokenizer.fingerprints(each.text(), most)).toList();
    Scorer plain = ScoringModel.of(bundle, Engine.SCALAR).newScorer();
    Float[] alone =
        texts.stream().map(each -> plain.score(each.values(), each.tokens())).toArray(Float[]::new);

    for (Engine engine : Engine.values()) {
      ScoringModel ready = ScoringModel.of(bundle, engine);
      Scorer scorer = ready.newScorer();
      List<Float> again = new ArrayList<>();
      texts.forEach(each -> again.add(scorer.score(each.values(), each.tokens())));
      assertThat(again).containsExactly(alone);
      BatchScorer batch = ready.newBatchScorer();
      float[] scores = new float[texts.size()];
      int[] known = new int[texts.size()];
      batch.score(texts, scores, known);
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i]).isEqualTo(alone[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isTheSameBundleWhenItWasWrittenAndRead(ForeignModel model) throws Exception {
    ModelBundle bundle = model.imported(folder).bundle();

    byte[] bytes = BundleWriter.bytes(bundle);

    assertThat(BundleWriter.bytes(BundleReader.read(bytes))).isEqualTo(bytes);
    ScoringModel.of(BundleReader.read(bytes)).checkGoldens(bundle.goldens());
  }

  @ParameterizedTest
  @CsvSource({
    "k3-gru, w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12, w13",
    "k3-vectorization, w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12, w13",
    "k3-layout-post, w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11, w12",
    "k3-layout-no-start, w1 w2 w3 w4 w5 w6 w7 w8 unknown w9 w10 w11, w12 w13"
  })
  void saysWhenATextHasMoreThanARow(String model, String fits, String more) throws Exception {
    TextScorer scorer =
        ScoringModel.of(ForeignModel.named(model).imported(folder).bundle()).newTextScorer();

    assertThat(scorer.score(fits).truncated()).isFalse();
    assertThat(scorer.score(fits + " " + more).truncated()).isTrue();
  }

  @Test
  void aNetworkOfTheShippedKindRunsOnItsKernels() throws Exception {
    ModelBundle bundle = ForeignModel.named("k3-seed").imported(folder).bundle();

    assertThat(bundle.manifest().network()).isInstanceOf(Architecture.class);
    assertThat(bundle.weights().lstmBias()).hasSize(20);
    assertThat(bundle.goldens().get(0).score()).isCloseTo(0.57, within(0.1));
  }
}
