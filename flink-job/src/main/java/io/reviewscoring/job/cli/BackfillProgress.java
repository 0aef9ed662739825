package io.reviewscoring.job.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a backfill is: a bar on a terminal, elsewhere a plain line now and then. */
final class BackfillProgress implements AutoCloseable {
  private static final long LINE_EVERY = Duration.ofSeconds(15).toNanos();

  private final PrintWriter out;
  private final long size;
  private final @Nullable ProgressBar bar;
  private long first = -1;
  private long firstNanos;
  private long lastLine = System.nanoTime();

  /**
   * @param size records in all, or a few more
   */
  BackfillProgress(PrintWriter out, long size) {
    this.out = out;
    this.size = size;
    this.bar =
        isTerminal()
            ? new ProgressBarBuilder()
                .setTaskName("Backfill")
                .setInitialMax(size)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build()
            : null;
  }

  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is always a console, and this method to ask it.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** To be called now and then with how many records are read. */
  void show(long read) {
    long now = System.nanoTime();
    if (first < 0) {
      first = read;
      firstNanos = now;
    }
    if (bar != null) {
      bar.stepTo(read);
    } else if (now - lastLine >= LINE_EVERY) {
      lastLine = now;
      String left =
          read > first
              ? ", "
                  + Duration.ofNanos(
                          (long) ((double) (now - firstNanos) / (read - first) * (size - read)))
                      .toSeconds()
                  + " s left"
              : "";
      out.printf(Locale.ROOT, "%,d of %,d records%s%n", read, size, left);
      out.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
