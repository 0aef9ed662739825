package io.reviewscoring.model.cli;

import io.reviewscoring.model.console.Progress;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.training.TrainingProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows a training: its stages, and how far each epoch is. */
final class ConsoleProgress implements TrainingProgress, AutoCloseable {
  private final PrintWriter out;
  private @Nullable Progress progress;
  private String epochName = "";
  private int epochReviews;
  private long epochStart;

  ConsoleProgress(PrintWriter out) {
    this.out = out;
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
    progress = new Progress(out, epochName, reviews);
    progress.show(0, "", left -> epochName);
  }

  @Override
  public void step(int reviewsDone, double loss) {
    if (progress != null) {
      progress.show(
          reviewsDone, "loss %.4f".formatted(loss), left -> line(reviewsDone, loss, left));
    }
  }

  private String line(int reviewsDone, double loss, OptionalLong left) {
    return "%s: %,d of %,d reviews, loss %.4f, %d s left"
        .formatted(epochName, reviewsDone, epochReviews, loss, left.orElse(0));
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
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
