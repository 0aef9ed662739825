package io.reviewscoring.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.JavaCommand;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {

  /** Runs {@link EngineProcess} in a JVM of its own. */
  private static List<String> inAnotherJvm(String... flags) throws Exception {
    // What is tested is what the compiler makes, so it must begin early.
    List<String> all = new ArrayList<>(List.of("-XX:CompileThresholdScaling=0.01", "-Xmx512m"));
    all.addAll(List.of(flags));
    List<String> command =
        JavaCommand.of(all, System.getProperty("java.class.path"), EngineProcess.class, List.of());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().toList();
  }

  @ParameterizedTest
  @CsvSource({"128, 4", "128, 8", "256, 4", "256, 8", "512, 4", "512, 8"})
  void everyWidthGivesTheBitsOfPlainJava(int bits, int rows) throws Exception {
    List<String> lines =
        inAnotherJvm(
            "--add-modules=jdk.incubator.vector",
            "-Dreviewscoring.vector.bits=" + bits,
            "-Dreviewscoring.vector.rows=" + rows);

    assertThat(lines).first().isEqualTo("VECTOR " + bits);
    assertThat(lines.subList(1, lines.size())).isEqualTo(EngineProcess.scores(Engine.SCALAR));
  }

  @Test
  void theMachinesOwnWidthGivesTheBitsOfPlainJava() {
    assertThat(Engine.best()).isEqualTo(Engine.VECTOR);
    assertThat(EngineProcess.scores(Engine.VECTOR)).isEqualTo(EngineProcess.scores(Engine.SCALAR));
  }

  @Test
  void withoutTheModulePlainJavaScores() throws Exception {
    List<String> lines = inAnotherJvm();

    assertThat(lines)
        .first()
        .isEqualTo(
            "SCALAR the vector engine needs --add-modules jdk.incubator.vector and a processor"
                + " with vectors");
    assertThat(lines.subList(1, lines.size())).isEqualTo(EngineProcess.scores(Engine.SCALAR));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void textsSideBySideGetTheScoresOfOneAtATime(Engine engine) {
    Architecture architecture =
        RandomModels.architecture(50, 20, 6, 5, 3, 2, 7).with(new Wide(3, 12, 30));
    ScoringModel model = ScoringModel.of(RandomModels.bundle(architecture, 21), engine);
    Scorer scorer = model.newScorer();
    BatchScorer batch = model.newBatchScorer();
    Random random = new Random(22);

    for (int size = 0; size <= 2 * batch.lanes() + 1; size++) {
      List<TokenFingerprints> texts = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        String text = "w" + (1 + random.nextInt(40)) + " none w5 ";
        texts.add(new Tokenizer(RuleSet.KERAS).fingerprints(text.repeat(random.nextInt(12)), 512));
      }
      float[] scores = new float[size];
      int[] knownTokens = new int[size];
      batch.score(texts, scores, knownTokens);
      for (int i = 0; i < size; i++) {
        TokenFingerprints text = texts.get(i);
        assertThat(scores[i]).isEqualTo(scorer.score(text.values(), text.tokens()));
        assertThat(knownTokens[i]).isEqualTo(scorer.knownTokens());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void textsWithoutAWordGoSideBySide(Engine engine) {
    // Its last places fill no window, so that a text of a word or two leaves no step but pads.
    Architecture architecture = RandomModels.architecture(50, 27, 5, 3, 5, 4, 7);
    ScoringModel model = ScoringModel.of(RandomModels.bundle(architecture, 24), engine);
    Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);
    List<TokenFingerprints> texts =
        List.of(tokenizer.fingerprints("", 512), tokenizer.fingerprints("w7", 512));
    float[] scores = new float[2];
    model.newBatchScorer().score(texts, scores, new int[2]);

    assertThat(scores[0]).isEqualTo(model.newScorer().score(new long[0], 0));
    assertThat(scores[1]).isEqualTo(model.newScorer().score(texts.get(1).values(), 1));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void whatFoldingThrowsStaysWhatItIs(Engine engine) {
    ModelBundle small = RandomModels.bundle(RandomModels.architecture(50, 20, 6, 5, 3, 2, 7), 25);
    Architecture larger = RandomModels.architecture(60, 20, 6, 5, 3, 2, 7);

    assertThatThrownBy(() -> engine.passes(larger, small.weights()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void aRowThatIsNoneIsRefusedAmongOthers(Engine engine) {
    Architecture architecture = RandomModels.architecture(50, 20, 6, 5, 3, 2, 7);
    ModelBundle bundle = RandomModels.bundle(architecture, 23);
    BatchScorer batch = ScoringModel.of(bundle, engine).newBatchScorer();
    int[] wrong = new int[20];
    wrong[3] = 50;

    assertThatThrownBy(() -> batch.scoreRows(List.of(new int[20], wrong), new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("id 50 is not in the vocabulary");
  }
}
