package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.model.fixture.FormerBundles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BundleExaminerTest {
  private static final Path FORMER = Path.of("../model/src/test/bundles/0.1.0");

  @TempDir Path directory;

  /** As 0.1.0 had them, and as {@code goldens} has rewritten them. */
  @ParameterizedTest
  @FieldSource("io.reviewscoring.model.fixture.FormerBundles#NAMES")
  void bundlesOfTheFirstReleaseAreAdmitted(String name) throws Exception {
    JobConfig config =
        JobConfig.parse(
            "--bootstrap.servers=localhost:9092", "--model.directory=" + directory.toUri());
    BundleExaminer examiner = new BundleExaminer(ReviewScoringGraph.gateSettings(config));
    Path former = FormerBundles.write(FORMER, name, directory.resolve(name + ".zip"));
    String version = examiner.admit(former.toUri().toString()).version();
    assertThat(version).startsWith("imdb-");
    assertThat(examiner.admit(FORMER.resolve(name + ".zip").toAbsolutePath().toString()).version())
        .isEqualTo(version);
  }

  @Test
  void whoEncodesAUriIsToldThatItIsReadAsItIs() throws ConfigurationException {
    JobConfig config = JobConfig.parse("--bootstrap.servers=localhost:9092");
    BundleExaminer examiner = new BundleExaminer(ReviewScoringGraph.gateSettings(config));

    assertThatThrownBy(() -> examiner.admit("file:///none/a%20b.zip"))
        .hasMessage(
            "no such file: file:///none/a%20b.zip; it is read as it is, %20 as three signs");
    assertThatThrownBy(() -> examiner.admit("/none/50%.zip"))
        .hasMessage("no such file: /none/50%.zip");
  }
}
