package io.reviewscoring.model.scoring;

import static io.reviewscoring.model.fixture.RandomModels.architecture;
import static io.reviewscoring.model.network.Architecture.EMBEDDING_CONV_LSTM_MAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScorerTest {
  private static final Architecture SMALL = architecture(50, 20, 6, 5, 3, 2, 7);

  static Stream<Architecture> awkwardArchitectures() {
    return Stream.of(
        architecture(EMBEDDING_CONV_LSTM_MAX, 5, 1, 1, 1, 1, 1, 1),
        architecture(EMBEDDING_CONV_LSTM_MAX, 50, 27, 9, 17, 5, 4, 9),
        architecture(EMBEDDING_CONV_LSTM_MAX, 200, 60, 20, 32, 5, 4, 32),
        architecture(5, 1, 1, 1, 1, 1, 1),
        architecture(50, 5, 3, 1, 5, 1, 1),
        architecture(50, 23, 7, 3, 1, 4, 7),
        architecture(50, 24, 8, 13, 3, 2, 7),
        architecture(50, 25, 9, 17, 5, 4, 70),
        architecture(50, 26, 9, 17, 5, 4, 70),
        architecture(50, 27, 9, 17, 5, 4, 70),
        architecture(50, 8, 5, 33, 5, 4, 9),
        architecture(200, 100, 128, 64, 5, 4, 70));
  }

  private static int[] randomRow(Architecture architecture, int pads, Random random) {
    int[] row = new int[architecture.sequenceLength()];
    for (int i = pads; i < row.length; i++) {
      row[i] = 1 + random.nextInt(architecture.vocabularySize() - 1);
    }
    return row;
  }

  @ParameterizedTest
  @MethodSource("awkwardArchitectures")
  void scoresAreThoseOfTheTextbook(Architecture architecture) {
    ModelBundle bundle = RandomModels.bundle(architecture, 7);
    ReferenceNetwork reference = new ReferenceNetwork(architecture, bundle.weights());
    Scorer scorer = ScoringModel.of(bundle).newScorer();
    Random random = new Random(8);

    for (int pads = 0; pads <= architecture.sequenceLength(); pads++) {
      int[] row = randomRow(architecture, pads, random);
      assertThat((double) scorer.scoreRow(row)).isCloseTo(reference.score(row), within(2e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("awkwardArchitectures")
  void skippingThePadsChangesNoBit(Architecture architecture) {
    Scorer scorer = ScoringModel.of(RandomModels.bundle(architecture, 9)).newScorer();
    Random random = new Random(10);

    for (int pads = 0; pads <= architecture.sequenceLength(); pads++) {
      int[] row = randomRow(architecture, pads, random);
      if (pads < row.length - 1) {
        row[row.length - 1] = 0; // a pad that does not lead
      }
      assertThat(Float.floatToRawIntBits(scorer.scoreRow(row)))
          .isEqualTo(Float.floatToRawIntBits(scorer.scoreEveryStep(row)));
    }
  }

  @Test
  void aTextIsScoredAsItsRow() {
    ModelBundle bundle = RandomModels.bundle(SMALL, 11);
    Scorer scorer = ScoringModel.of(bundle).newScorer();
    SequenceEncoder encoder = new SequenceEncoder(bundle.vocabulary(), 20);

    for (int tokens : new int[] {0, 1, 18, 19, 20, 21, 10_000}) {
      TokenFingerprints text =
          new Tokenizer(RuleSet.KERAS).fingerprints("w3 nothing ".repeat(tokens), 512);
      TokenFingerprints half =
          new TokenFingerprints(
              Arrays.copyOfRange(
                  text.values(),
                  text.values().length - Math.min(tokens, 512),
                  text.values().length),
              tokens);
      float score = scorer.score(half.values(), tokens);
      int known = scorer.knownTokens();
      boolean truncated = scorer.truncated();

      int[] row = new int[20];
      encoder.encode(half.values(), tokens, row);
      assertThat(scorer.scoreRow(row)).isEqualTo(score);
      assertThat(known).isEqualTo(Math.min(tokens, 20) / 2);
      assertThat(truncated).isEqualTo(tokens > 20);
    }
  }

  @Test
  void oneReviewLeavesNothingForTheNext() {
    ScoringModel model = ScoringModel.of(RandomModels.bundle(SMALL, 12));
    Scorer used = model.newScorer();
    Random random = new Random(13);
    for (int i = 0; i < 200; i++) {
      int[] row = randomRow(SMALL, random.nextInt(21), random);
      assertThat(used.scoreRow(row)).isEqualTo(model.newScorer().scoreRow(row));
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void scoringTakesNoMemoryOnceItIsCompiled(Engine engine) {
    ModelBundle wide = RandomModels.bundle(SMALL.with(new Wide(3, 12, 30)), 14);
    Scorer scorer = ScoringModel.of(RandomModels.calibrated(wide, 0, 4), engine).newScorer();
    TokenFingerprints text = new Tokenizer(RuleSet.KERAS).fingerprints("w1 w2 w3 none w4", 512);

    assertThat(allocatedByThousand(() -> scorer.score(text.values(), text.tokens())))
        .isLessThan(1_000);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void scoringSideBySideTakesNoMemoryOnceItIsCompiled(Engine engine) {
    Architecture architecture =
        RandomModels.architecture(Architecture.EMBEDDING_CONV_LSTM_MAX, 50, 20, 6, 17, 3, 2, 21);
    BatchScorer batch =
        ScoringModel.of(RandomModels.bundle(architecture, 17), engine).newBatchScorer();
    TokenFingerprints text = new Tokenizer(RuleSet.KERAS).fingerprints("w1 w2 w3 none w4", 512);
    List<TokenFingerprints> texts = Collections.nCopies(batch.lanes() + 3, text);
    float[] scores = new float[texts.size()];
    int[] knownTokens = new int[texts.size()];

    assertThat(allocatedByThousand(() -> batch.score(texts, scores, knownTokens)))
        .isLessThan(1_000);
  }

  /** Bytes, once they are few or do not become fewer. */
  private static long allocatedByThousand(Runnable scoring) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 1_000 && allocated >= 1_000; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        scoring.run();
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    return allocated;
  }

  @Test
  void rowsThatAreNoneAreRefused() {
    Scorer scorer = ScoringModel.of(RandomModels.bundle(SMALL, 15)).newScorer();
    int[] row = new int[20];
    row[19] = 50;

    assertThatThrownBy(() -> scorer.scoreRow(row)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scorer.scoreRow(new int[19]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goldenCasesThatDontMatchAreRefused() throws Exception {
    ScoringModel model = ScoringModel.of(RandomModels.bundle(SMALL, 16));
    TokenFingerprints text = new Tokenizer(RuleSet.KERAS).fingerprints("w1 w2", 20);
    double score = model.newScorer().score(text.values(), 2);

    model.checkGoldens(List.of(new GoldenCase("W1, w2!", score)));
    assertThatThrownBy(
            () ->
                model.checkGoldens(
                    List.of(
                        new GoldenCase("w1 w2", score + 9e-6),
                        new GoldenCase("w1 w2", score + 2e-5))))
        .isInstanceOfSatisfying(
            BundleException.class, e -> assertThat(e.problem()).isEqualTo(Problem.GOLDEN_MISMATCH))
        .hasMessageStartingWith("golden case 2 scores ");
  }
}
