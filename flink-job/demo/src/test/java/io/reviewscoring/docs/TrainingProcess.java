package io.reviewscoring.docs;

import io.reviewscoring.model.cli.ModelCommands;
import io.reviewscoring.model.fixture.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The model's commands with the libraries that the launcher gives them; the job's have none to
 * train with.
 */
final class TrainingProcess {
  private static final Path MODEL = Page.ROOT.resolve("model/target").toAbsolutePath().normalize();

  private static final long LIMIT_MINUTES = 5;

  private TrainingProcess() {}

  /** Runs a command to its end; what it says goes into the file. */
  static int execute(Path log, String... arguments) throws IOException, InterruptedException {
    String classPath =
        MODEL.resolve("model.jar")
            + File.pathSeparator
            + Files.readString(MODEL.resolve("classpath")).strip();
    List<String> command =
        JavaCommand.of(
            List.of("--add-modules=jdk.incubator.vector"),
            classPath,
            ModelCommands.class,
            List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
