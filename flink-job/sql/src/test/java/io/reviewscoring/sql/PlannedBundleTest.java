package io.reviewscoring.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.model.bundle.BundleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedBundleTest {
  @TempDir private Path directory;

  @Test
  void aFileThatHoldsAnotherBundleThanWhenTheStatementWasPlannedIsRefused() throws Exception {
    TinyBundles.Written first = TinyBundles.write(directory, "first", 1);
    TinyBundles.Written second = TinyBundles.write(directory, "second", 2);
    PlannedBundle planned = PlannedBundle.of(first.file().toString());
    assertThat(planned.open().manifest().modelVersion()).isEqualTo("first");

    Files.copy(second.file(), first.file(), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(planned::open)
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "%s is another bundle (SHA-256 %s) than this statement was planned with (%s): put that one back, or start the statement again",
            first.file(), second.sha256(), first.sha256());
  }

  @Test
  void aFileIsReadFromAnyFileSystemByItsUri() throws Exception {
    TinyBundles.Written bundle = TinyBundles.write(directory, "mine", 1);

    assertThat(PlannedBundle.of(bundle.file().toUri().toString()).sha256())
        .isEqualTo(bundle.sha256());
    assertThatThrownBy(() -> PlannedBundle.of("nowhere://models/mine.zip"))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("the file nowhere://models/mine.zip can't be read: ");
  }
}
