package io.reviewscoring.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.LayeredModels;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneralNetworkTest {
  private static final int LENGTH = 13;
  private static final int VOCABULARY = 20;

  static Stream<LayeredNetwork> networks() {
    return Stream.of(false, true)
        .flatMap(mask -> LayeredModels.all(LENGTH, VOCABULARY, mask).stream());
  }

  /** Rows with all numbers of leading pads, some behind, and some among the words. */
  private static List<int[]> rows() {
    Random random = new Random(5);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < 4 * LENGTH; i++) {
      int[] row = new int[LENGTH];
      for (int at = i % (LENGTH + 1); at < LENGTH - 3 * (i % 4); at++) {
        row[at] = random.nextInt(VOCABULARY);
      }
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void passesOverPadsWithTheBitsOfEveryStep(LayeredNetwork network) {
    LayerWeights weights = (LayerWeights) LayeredModels.bundle(network, 3).learned();
    GeneralNetwork general = new GeneralNetwork(network, weights, Kernels.PLAIN);
    Pass pass = general.get();
    Pass everyStep = general.everyStep();

    for (int[] row : rows()) {
      assertThat(pass.logOdds(row, Scorer.leadingPads(network, row)))
          .isEqualTo(everyStep.logOdds(row, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void isReadAsItWasWritten(LayeredNetwork network) throws Exception {
    ModelBundle bundle = LayeredModels.bundle(network, 3);

    ModelBundle read = BundleReader.read(BundleWriter.bytes(bundle));

    assertThat(read.manifest()).isEqualTo(bundle.manifest());
    assertThat(read.learned()).usingRecursiveComparison().isEqualTo(bundle.learned());
  }
}
