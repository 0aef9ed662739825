package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few of the mutants that {@code ImportMutationRun} tries. */
class ImportMutationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"k3-bilstm", "k2-gru", "torch-gru"})
  void aSpoiltFileIsRefusedInOneLineOrImportedRight(String model) throws Exception {
    ImportTrial trial = new ImportTrial(ForeignModel.named(model), folder).run(150);

    assertThat(trial.escapes()).isEmpty();
    assertThat(trial.refused()).isPositive();
  }
}
