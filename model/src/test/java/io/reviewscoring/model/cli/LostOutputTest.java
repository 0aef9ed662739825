package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.fixture.FullDisk;
import io.reviewscoring.model.fixture.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
@SuppressWarnings("NullAway.Init")
class LostOutputTest {
  private static final String MODEL = "--model=bundles/small.zip";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"predict fine", "evaluate --json --data=DATA", "inspect"})
  void onAFullDiskACommandFailsAndSaysSo(String line) throws Exception {
    Path data = Files.writeString(folder.resolve("d.ndjson"), "{\"text\":\"Fine\",\"label\":1}");
    String[] words = line.replace("DATA", data.toString()).split(" ");
    List<String> args = Stream.concat(Stream.of(words), Stream.of(MODEL)).toList();

    FullDisk.Outcome outcome = FullDisk.run(folder, ModelCommands.class, args);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("review-scoring " + words[0] + ": can't write to standard output: ")
        .hasLineCount(1);
  }

  @Test
  void whoseReaderIsGoneEndsQuietly() throws Exception {
    Path err = folder.resolve("err");
    List<String> predict =
        JavaCommand.of(
            List.of(),
            System.getProperty("java.class.path"),
            ModelCommands.class,
            List.of("predict", MODEL));
    List<Process> pipeline =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder("yes", "A fine film"),
                new ProcessBuilder(predict).redirectError(err.toFile())));
    Process last = pipeline.get(1);
    try {
      assertThat(last.inputReader().readLine()).startsWith("{\"text\":\"A fine film\"");
      last.getInputStream().close();

      assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue()).isEqualTo(141);
      assertThat(Files.readString(err)).isEmpty();
    } finally {
      pipeline.forEach(Process::destroyForcibly);
    }
  }
}
