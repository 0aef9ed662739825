package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Minutes of spoilt files under a heap of 512 MB, run by the profile {@code mutations} alone. */
class ImportMutationRun {
  private static final int MUTANTS = Integer.getInteger("mutations", 100_000) / 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"k3-stacked-bi", "k3-vectorization", "k2-seed", "torch-bilstm"})
  void mutants(String model) throws Exception {
    ImportTrial trial = new ImportTrial(ForeignModel.named(model), folder).run(MUTANTS);

    System.out.println(trial);
    assertThat(trial.escapes()).isEmpty();
    assertThat(trial.refused()).isPositive();
  }
}
