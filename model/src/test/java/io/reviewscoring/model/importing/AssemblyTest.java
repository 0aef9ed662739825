package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.NetworkLayer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssemblyTest {
  private static final float[] TWO = {1, 1};

  private final Assembly assembly = new Assembly();

  @BeforeEach
  void begin() throws ImportException {
    assembly.embedding(new Array(List.of(5, 3), new float[15]), false);
  }

  @Test
  void refusesANormalizationBehindASoftmax() throws Exception {
    assembly.add(
        new NetworkLayer.Dense("dense", 2, Function.LINEAR),
        Map.of("kernel", new float[6], "bias", new float[2]));
    assembly.softmax("dense");

    assertThatThrownBy(() -> assembly.normalization("normal", TWO, TWO, TWO, TWO, 1e-3))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("normal stands behind a softmax");
  }

  @Test
  void refusesANormalizationThatIsNoColumnsOwn() {
    assertThatThrownBy(() -> assembly.normalization("normal", TWO, TWO, TWO, TWO, 1e-3))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("normal has 2 numbers for 3 columns");
  }
}
