package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionLinesTest {

  private static String refused(String version, @Nullable RoleChange change) {
    return DecisionLines.line(
        new ModelStatus(
                version, ModelStatus.State.REJECTED, "why", null, null, null, null, null, 7, null)
            .withChange(change));
  }

  @Test
  void whatWasRefusedIsNamedByItsModelOrByWhatWasAskedFor() {
    RoleChange rollback = new RoleChange(RoleChange.Kind.ROLLBACK, null, 0, 0);

    assertThat(refused("m-1", null)).isEqualTo("model        m-1, rejected: why");
    assertThat(refused(ModelCommand.UNNAMED, rollback))
        .isEqualTo("model        rollback, rejected: why");
    assertThat(refused(ModelCommand.UNNAMED, null))
        .isEqualTo("model        a command, rejected: why");
  }
}
