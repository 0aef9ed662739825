package io.reviewscoring.model.cli;

import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.training.TrainingProgress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training: a bar on a terminal, elsewhere a plain line now and then. */
final class ConsoleProgress implements TrainingProgress, AutoCloseable {

  private static final long LINE_EVERY = Duration.ofSeconds(15).toNanos();

  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private String epochName = "";
  private int epochReviews;
  private long epochStart;
  private long lastLine;

  ConsoleProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A bar if standard output is a terminal. */
  static ConsoleProgress on(PrintWriter out) {
    return new ConsoleProgress(out, isTerminal());
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

  @Override
  public void stage(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void epochStarted(int epoch, int epochs, int reviews) {
    epochName = "Epoch " + epoch + "/" + epochs;
    epochReviews = reviews;
    epochStart = System.nanoTime();
    lastLine = epochStart;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(epochName)
              .setInitialMax(reviews)
              .setStyle(ProgressBarStyle.ASCII)
              .showSpeed()
              .build();
    }
  }

  @Override
  public void step(int reviewsDone, double loss) {
    long now = System.nanoTime();
    if (bar != null) {
      bar.stepTo(reviewsDone).setExtraMessage("loss %.4f".formatted(loss));
    } else if (now - lastLine >= LINE_EVERY) {
      lastLine = now;
      long left = (long) ((double) (now - epochStart) / reviewsDone * (epochReviews - reviewsDone));
      out.printf(
          "%s: %,d of %,d reviews, loss %.4f, %d s left%n",
          epochName, reviewsDone, epochReviews, loss, Duration.ofNanos(left).toSeconds());
      out.flush();
    }
  }

  @Override
  public void epochFinished(int epoch, Evaluation validation, boolean best) {
    close();
    out.printf(
        "%s: validation accuracy %.4f, log loss %.4f%s, %d s%n",
        epochName,
        validation.accuracy(),
        validation.logLoss(),
        best ? " (best so far)" : "",
        Duration.ofNanos(System.nanoTime() - epochStart).toSeconds());
    out.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
