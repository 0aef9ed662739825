package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.SyntheticImdb;
import io.reviewscoring.model.fixture.JavaCommand;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training in a JVM of its own that is told to end, as Ctrl-C does. */
class StoppedTrainingTest {
  @TempDir Path folder;

  @Test
  void stoppedAtItsNgramsItSaysSoAndEndsWithoutABundle() throws Exception {
    Path data = SyntheticImdb.archive(folder, SyntheticImdb.files(2000, 3));
    Path bundle = folder.resolve("m.zip");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                JavaCommand.of(
                    List.of(),
                    System.getProperty("java.class.path"),
                    ModelCommands.class,
                    List.of("train", "--preset=small", "--data=" + data, "--out=" + bundle)))
            .redirectError(err.toFile())
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.startsWith("Learning the n-grams")) {
          process.toHandle().destroy(); // which, unlike Process.destroy, leaves the streams open
        }
      }
    }
    process.waitFor();
    assertThat(lines).contains("Stopping…").noneMatch(line -> line.startsWith("Epoch"));
    assertThat(Files.readString(err))
        .endsWith("Stopped before the first epoch was over: no bundle." + System.lineSeparator());
    assertThat(bundle).doesNotExist();
  }
}
