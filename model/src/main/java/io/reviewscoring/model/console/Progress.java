package io.reviewscoring.model.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a long work is: a bar if standard output is a terminal, elsewhere a plain line
 * every 15 seconds at most. For one thread.
 */
public final class Progress implements AutoCloseable {
  private static final long LINE_EVERY = Duration.ofSeconds(15).toNanos();

  private final PrintWriter out;
  private final long size;
  private final @Nullable ProgressBar bar;
  private long first = -1;
  private long firstNanos;
  private long lastLine = System.nanoTime();

  private Progress(PrintWriter out, long size, @Nullable ProgressBar bar) {
    this.out = out;
    this.size = size;
    this.bar = bar;
  }

  /**
   * Starts to show, with the speed.
   *
   * @param out receives the lines
   * @param name before the bar
   * @param size how much there is to do, in the unit that the bar counts
   */
  public Progress(PrintWriter out, String name, long size) {
    this(out, size, Terminal.isThere() ? built(bar(name, size).showSpeed()) : null);
  }

  /** The same without the speed: for what is more than a second's work each. */
  public static Progress withoutSpeed(PrintWriter out, String name, long size) {
    return new Progress(out, size, Terminal.isThere() ? built(bar(name, size)) : null);
  }

  /** A bar, terminal or not. */
  static Progress drawn(PrintWriter out, String name, long size, ProgressBarConsumer to) {
    return new Progress(out, size, built(bar(name, size).showSpeed().setConsumer(to)));
  }

  private static ProgressBar built(ProgressBarBuilder bar) {
    // Its library takes Ctrl-C from the JVM, which would end without its shutdown hooks.
    Object handler = Signals.register("INT", () -> {});
    try {
      return bar.build();
    } finally {
      Signals.unregister("INT", handler);
    }
  }

  private static ProgressBarBuilder bar(String name, long size) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(size)
        .setStyle(ProgressBarStyle.ASCII);
  }

  /**
   * Shows how much is done. To be called often; the time that is left is reckoned from the first
   * call on.
   *
   * @param done of the size
   * @param note behind the bar
   * @param line makes the line, of the seconds that are left if that is known
   */
  public void show(long done, String note, Function<OptionalLong, String> line) {
    long now = System.nanoTime();
    if (first < 0) {
      first = done;
      firstNanos = now;
    }
    if (bar != null) {
      // The bar sets no blank between itself and the note.
      bar.stepTo(done).setExtraMessage(note.isEmpty() ? "" : " " + note);
    } else if (now - lastLine >= LINE_EVERY) {
      lastLine = now;
      out.println(line.apply(secondsLeft(done, now)));
      out.flush();
    }
  }

  private OptionalLong secondsLeft(long done, long now) {
    if (done <= first) {
      return OptionalLong.empty();
    }
    double nanosEach = (double) (now - firstNanos) / (done - first);
    return OptionalLong.of(Duration.ofNanos((long) (nanosEach * (size - done))).toSeconds());
  }

  /** Ends the bar, if there is one. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
