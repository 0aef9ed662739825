package io.reviewscoring.model.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProgressTest {
  private static final String BAR = "work  50% [";
  private static final String ENDED = "what is to be done at the end is done";
  private static final char CTRL_C = 3;

  /** A build in the background of a shell ignores Ctrl-C, and so would what it starts. */
  private static final String HEEDING = "env --default-signal=INT ";

  /** Shows a bar, and does something when it is asked to end. */
  static final class Shown {
    public static void main(String[] args) throws Exception {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println(ENDED)));
      try (Progress progress = new Progress(out, "work", 10)) {
        progress.show(5, "", left -> "");
        new CountDownLatch(1).await();
      }
    }
  }

  /** What a terminal would be given. */
  private static final class Screen implements ProgressBarConsumer {
    private final List<String> shown = new CopyOnWriteArrayList<>();

    @Override
    public int getMaxRenderedLength() {
      return 120;
    }

    @Override
    public void accept(String bar) {
      shown.add(bar);
    }

    @Override
    public void close() {}
  }

  @Test
  void aBlankStandsBetweenTheSpeedAndTheNote() {
    Screen screen = new Screen();
    PrintWriter lines = new PrintWriter(new StringWriter());
    try (Progress progress = Progress.drawn(lines, "Epoch 1/2", 1000, screen)) {
      progress.show(192, "loss 0.5204", left -> "");
    }
    assertThat(screen.shown).last().asString().contains("192/1000").contains("/s loss 0.5204");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // its `script` runs a program in a terminal of its own
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ctrlCWhileTheBarIsShownEndsTheProcessAsItShould() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                "script", "-qec", HEEDING + java + " '" + Shown.class.getName() + "'", "/dev/null")
            .redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("TERM", "xterm");
    Process terminal = builder.start();
    StringBuilder output = new StringBuilder();
    boolean isAsked = false;
    try (var reader = new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8)) {
      for (int character = reader.read(); character >= 0; character = reader.read()) {
        output.append((char) character);
        if (!isAsked && output.indexOf(BAR) >= 0) {
          isAsked = true;
          terminal.getOutputStream().write(CTRL_C);
          terminal.getOutputStream().flush();
        }
      }
    }

    assertThat(output).contains(BAR, ENDED);
    assertThat(terminal.waitFor()).isEqualTo(130);
  }
}
