package io.reviewscoring.bench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineTextsTest {
  private static final List<String> WORDS =
      List.of("a", "good", "bad", "film", "plot", "very", "cast", "dull");
  private static final Architecture ARCHITECTURE =
      RandomModels.architecture(WORDS.size() + 4, 20, 6, 5, 3, 2, 4);

  @Test
  void anotherEngineGivesTheJobsTextsTheScoresOfItsOwn() {
    ModelBundle bundle = RandomModels.bundle("other", ARCHITECTURE, WORDS, "a good film", 3);
    List<TokenFingerprints> texts =
        Stream.of("a good film", "", "very very bad", "unheard of", "dull ".repeat(30))
            .map(text -> new Tokenizer(RuleSet.KERAS).fingerprints(text, 512))
            .toList();
    float[] scores = new float[texts.size()];
    int[] knownTokens = new int[texts.size()];
    try (EngineTexts engine =
        EngineTexts.open(new JobEngine(JobEngine.Kind.ONNXRUNTIME, 2, OnnxForm.CONV), bundle)) {
      engine.score(texts, scores, knownTokens);
    }

    Scorer scorer = ScoringModel.of(bundle).newScorer();
    for (int i = 0; i < texts.size(); i++) {
      float expected = scorer.score(texts.get(i).values(), texts.get(i).tokens());
      assertThat(scores[i]).isCloseTo(expected, within(1e-5f));
      assertThat(knownTokens[i]).isEqualTo(scorer.knownTokens());
    }
  }
}
