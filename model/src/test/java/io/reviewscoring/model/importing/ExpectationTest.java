package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.text.RowLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationTest {
  @TempDir private Path folder;

  @Test
  void namesTheLineWhoseTextIsNoText() throws Exception {
    Path lines = folder.resolve("scores.ndjson");
    Files.writeString(
        lines, "{\"text\":\"good\",\"score\":0.9}\n{\"text\":\"\\ud83d\",\"score\":0.5}\n");

    assertThatThrownBy(() -> Expectation.read(lines))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("line 2: text has half a character");
  }

  @Test
  void takesNoMoreGoldensThanABundleMayScoreWhenItIsOpened() {
    LayeredNetwork network =
        new LayeredNetwork(
            RowLayout.of(100),
            100,
            20_000,
            128,
            false,
            List.of(
                new Recurrent("lstm", Recurrent.Cell.LSTM, 64, Recurrent.Ways.BOTH, false),
                new Dense("dense", 1, Function.LINEAR)));
    List<GoldenCase> many = Collections.nCopies(2000, new GoldenCase("good", 0.5));

    List<GoldenCase> goldens = Expectation.goldens(many, network);

    assertThat(goldens).hasSizeBetween(100, 999);
    assertThat(network.openingOperations(goldens.size()))
        .isLessThanOrEqualTo(Architecture.MAX_OPERATIONS);
    assertThat(network.openingOperations(goldens.size() + 1))
        .isGreaterThan(Architecture.MAX_OPERATIONS);
  }
}
