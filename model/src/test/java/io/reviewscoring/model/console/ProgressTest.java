package io.reviewscoring.model.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.Test;

class ProgressTest {
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
}
