package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceOptionTest {

  @ParameterizedTest
  @CsvSource({
    "data.zip, data.zip, 1",
    "data.zip=0.5, data.zip, 0.5",
    "data.zip=.5, data.zip, 0.5",
    "data.zip=2, data.zip, 2",
    "a=b.zip, a=b.zip, 1",
    "a=1.zip, a=1.zip, 1",
    "a=b=3, a=b, 3"
  })
  void aNumberBehindAnEqualsSignIsAWeight(String option, String path, double weight) {
    assertThat(new SourceOption.Converter().convert(option))
        .isEqualTo(new SourceOption(Path.of(path), weight));
  }

  @Test
  void aFileThatIsThereIsNoWeight(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("a=3"));
    assertThat(new SourceOption.Converter().convert(file.toString()))
        .isEqualTo(new SourceOption(file, 1));
  }

  @Test
  void aWeightOutOfBoundsIsOneLine() {
    for (String option : new String[] {"data.zip=0", "data.zip=1001"}) {
      Run run = Run.of("train", "--data", option, "--out", "m.zip");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .hasLineCount(1)
          .contains(option + ": a weight must be above 0 and at most 1000, not ");
    }
  }
}
