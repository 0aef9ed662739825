package io.reviewscoring.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.MutationTrial.End;
import org.junit.jupiter.api.Test;

/** The first mutants of {@link MutationRun}. */
class BundleMutationTest {
  private static final int MUTANTS = 2_000;

  private static MutationTrial tried(byte[] bundle) throws Exception {
    MutationTrial trial = new MutationTrial(bundle);
    trial.run(1, MUTANTS);
    assertThat(trial.escapes()).as(trial.table()).isEmpty();
    assertThat(trial.longestMillis()).isLessThan(3_000);
    assertThat(trial.count(End.REFUSED)).isGreaterThan(MUTANTS / 2);
    return trial;
  }

  @Test
  void whatSpoilsABundleIsRefusedInOneLineOrChangesNoScore() throws Exception {
    MutationTrial trial = tried(TrialBundle.sealed());
    assertThat(trial.count(End.OTHER)).as(trial.table()).isZero();
  }

  @Test
  void goldensOverTheWholeVocabularyMissLessThanThoseOfOldBundles() throws Exception {
    int old = tried(TrialBundle.old()).count(End.OTHER);
    int covered = tried(TrialBundle.covered()).count(End.OTHER);
    assertThat(old).isPositive();
    assertThat(covered).isLessThan(old / 2);
  }
}
