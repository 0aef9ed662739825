package io.reviewscoring.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.bench.engine.Dl4jEngine;
import io.reviewscoring.bench.engine.OnnxEngine;
import io.reviewscoring.bench.engine.OwnEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.scorer.Parity;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.LayeredModels;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Recurrent.Cell;
import io.reviewscoring.model.network.Recurrent.Ways;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RowLayout;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxNetworkTest {
  private static final int WORDS = 60;
  private static final int REVIEWS = 23;

  private static ModelBundle bundle(String type, int seed) {
    // Positions that fill no window of the pooling, and no two sizes alike.
    var architecture = RandomModels.architecture(type, WORDS, 22, 7, 11, 5, 4, 9);
    return RandomModels.bundle(architecture, seed);
  }

  private static int[][] rows(int length) {
    Random random = new Random(3);
    int[][] rows = new int[REVIEWS][length];
    for (int[] row : rows) {
      int pads = random.nextInt(length);
      Arrays.fill(row, 0, pads, Vocabulary.PAD);
      for (int i = pads; i < length; i++) {
        row[i] = i == pads ? Vocabulary.START : Vocabulary.UNKNOWN + random.nextInt(WORDS - 2);
      }
    }
    return rows;
  }

  private static Parity parity(ModelBundle bundle) throws InterruptedException {
    return new Parity(rows(22), new OwnEngine(ScoringModel.of(bundle, Engine.SCALAR), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {Architecture.EMBEDDING_CONV_LSTM, Architecture.EMBEDDING_CONV_LSTM_MAX})
  void everyFormAndDl4jGiveTheScorersScores(String type) throws Exception {
    ModelBundle bundle = bundle(type, 4);
    Parity parity = parity(bundle);
    List<RowEngine> others = new ArrayList<>();
    for (OnnxForm form : OnnxForm.values()) {
      others.add(OnnxEngine.of(bundle, form));
      others.add(OnnxEngine.of(bundle, form).withBatch(7));
      OnnxVariant padded = OnnxVariant.of(form).withPadStates();
      others.add(OnnxEngine.of(OnnxNetwork.of(bundle, padded)));
      others.add(OnnxEngine.of(OnnxNetwork.of(bundle, padded)).withBatch(2));
    }
    others.add(new Dl4jEngine(bundle, 5));
    others.add(new OwnEngine(ScoringModel.of(bundle, Engine.VECTOR), 8));

    assertThat(parity.check(others)).isLessThanOrEqualTo(Parity.TOLERANCE);
    assertThat(parity.range()).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Architecture.EMBEDDING_CONV_LSTM, Architecture.EMBEDDING_CONV_LSTM_MAX})
  void bytesForWeightsGiveAlmostTheSameScores(String type) throws Exception {
    ModelBundle bundle = bundle(type, 4);
    Parity parity = parity(bundle);

    for (OnnxForm form : OnnxForm.values()) {
      OnnxVariant bytes = OnnxVariant.of(form).withPadStates().inBytes();
      assertThat(parity.difference(OnnxEngine.of(OnnxNetwork.of(bundle, bytes)).withBatch(7)))
          .isBetween(1e-7, 0.03);
    }
  }

  @ParameterizedTest
  @CsvSource({"LSTM, FORWARD", "LSTM, BOTH", "GRU, BOTH", "GRU_RESET_AFTER, FORWARD"})
  void aRecurrentLayerGivesTheScorersScores(Cell cell, Ways ways) throws Exception {
    LayeredNetwork network =
        new LayeredNetwork(
            RowLayout.of(22),
            22,
            WORDS,
            7,
            false,
            List.of(
                new Recurrent("recurrent", cell, 9, ways, false),
                new Dense("dense", 1, Function.LINEAR)));
    ModelBundle bundle = LayeredModels.bundle(network, 6);
    Parity parity = parity(bundle);

    RowEngine onnx = OnnxEngine.of(OnnxLayers.of(bundle, false)).withBatch(7);
    assertThat(parity.check(List.of(onnx))).isLessThanOrEqualTo(Parity.TOLERANCE);
    assertThat(parity.range()).isGreaterThan(0.02);
    if (OnnxLayers.hasBytes(bundle)) {
      assertThat(parity.difference(OnnxEngine.of(OnnxLayers.of(bundle, true)).withBatch(7)))
          .isBetween(1e-7, 0.03);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void otherWeightsAreFoundOut(int batch) throws Exception {
    Parity parity = parity(bundle(Architecture.EMBEDDING_CONV_LSTM, 4));
    RowEngine other =
        OnnxEngine.of(bundle(Architecture.EMBEDDING_CONV_LSTM, 5), OnnxForm.CONV).withBatch(batch);

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> parity.check(List.of(other)))
        .hasMessageStartingWith("onnxruntime scores a review")
        .hasMessageEndingWith("nothing was timed");
  }
}
