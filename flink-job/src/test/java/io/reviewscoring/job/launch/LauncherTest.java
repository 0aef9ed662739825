package io.reviewscoring.job.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private record Outcome(int code, String output) {}

  private static Outcome launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", Path.of("../review-scoring").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  @Test
  void helpListsAllCommands() throws Exception {
    Outcome outcome = launch("--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.output())
        .contains(
            "demo",
            "run",
            "publish",
            "dashboard",
            "feed",
            "train",
            "evaluate",
            "predict",
            "inspect",
            "bench");
  }

  @Test
  void anUnknownCommandIsOneLineAndExitCodeTwo() throws Exception {
    Outcome outcome = launch("frobnicate");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.output())
        .isEqualToIgnoringNewLines("review-scoring: no command 'frobnicate'; --help lists them");
  }
}
