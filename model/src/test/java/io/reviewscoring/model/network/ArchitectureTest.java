package io.reviewscoring.model.network;

import static io.reviewscoring.model.fixture.RandomModels.architecture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theSeedNetworkHasTheParametersThatKerasCounts() {
    List<Layer> layers = architecture(20_000, 100, 128, 64, 5, 4, 70).layers();

    assertThat(layers)
        .extracting(Layer::parameters)
        .containsExactly(2_560_000L, 41_024L, 0L, 37_800L, 71L);
    assertThat(layers)
        .extracting(Layer::outputShape)
        .containsExactly(
            List.of(100, 128), List.of(96, 64), List.of(24, 64), List.of(70), List.of(1));
  }

  @Test
  void positionsThatDontFillAWindowAreDropped() {
    assertThat(architecture(10, 8, 1, 1, 5, 4, 1).steps()).isEqualTo(1);
    assertThat(architecture(10, 11, 1, 1, 5, 4, 1).steps()).isEqualTo(1);
    assertThat(architecture(10, 12, 1, 1, 5, 4, 1).steps()).isEqualTo(2);
  }

  @Test
  void openingTheSeedNetworkIsFarFromTheBound() {
    // Rows of 64 filters count as 76, rows of 280 gates as 292.
    assertThat(architecture(20_000, 100, 128, 64, 5, 4, 70).openingOperations(210))
        .isEqualTo(20_000L * 5 * 128 * 76 + 211L * (24 * (134 * 292 + 64 * 70) + 96 * 5 * 76))
        .isLessThan(Architecture.MAX_OPERATIONS / 7);
  }

  @Test
  void sizesHaveBounds() {
    assertThatThrownBy(() -> architecture(10, 7, 1, 1, 5, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sequenceLength 7 leaves no step for kernelSize 5 and poolSize 4");
    assertThatThrownBy(() -> architecture(10, 8, 0, 1, 5, 4, 1))
        .hasMessage("embeddingSize must be from 1 to 1024, not 0");
    assertThatThrownBy(() -> architecture(1 << 18, 100, 1, 1024, 64, 4, 1))
        .hasMessage(
            "vocabularySize × kernelSize × filters must be at most 33554432, not 17179869184");
  }
}
