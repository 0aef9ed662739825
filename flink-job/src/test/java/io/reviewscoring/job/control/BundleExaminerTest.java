package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import org.junit.jupiter.api.Test;

class BundleExaminerTest {
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
