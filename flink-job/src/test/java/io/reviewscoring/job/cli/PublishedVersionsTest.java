package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.ModelStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedVersionsTest {
  private static ControlRecord command(long offset, String version, String sha256) {
    return new ControlRecord(
        Messages.json(new ModelCommand(version, "file:/store", sha256, null)), offset);
  }

  private static ModelStatus status(long offset, String version, String sha256, State state) {
    return new ModelStatus(version, state, null, null, null, 1L, "uri", sha256, offset, null);
  }

  @Test
  void whatWasPublishedOrAcceptedUnderAVersionIsItsContent() {
    var versions =
        new PublishedVersions(
            List.of(command(0, "v1", "AA"), new ControlRecord("none".getBytes(UTF_8), 1)),
            List.of(status(ModelStatus.INITIAL_OFFSET, "v0", "cc", State.ACCEPTED)));

    assertThat(versions.other("v1", "aa")).isEmpty();
    assertThat(versions.other("v1", "bb")).contains("aa");
    assertThat(versions.other("v0", "bb")).contains("cc");
    assertThat(versions.other("v2", "bb")).isEmpty();
  }

  @Test
  void whatWasRefusedMayBePublishedBetter() {
    var versions =
        new PublishedVersions(
            List.of(command(0, "v1", "aa"), command(1, "v1", "bb")),
            List.of(status(0, "v1", "aa", State.REJECTED), status(1, "v1", "bb", State.STALLED)));

    assertThat(versions.other("v1", "bb")).isEmpty();
    assertThat(versions.other("v1", "cc")).contains("bb");
  }
}
