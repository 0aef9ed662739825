package io.reviewscoring.model.cli;

import io.reviewscoring.model.console.Progress;
import io.reviewscoring.model.training.TrainingProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows a training: its stages, and how far each long one and each epoch is. Thread-safe. */
final class ConsoleProgress implements TrainingProgress, AutoCloseable {
  private final PrintWriter out;
  private @Nullable Progress progress;
  private String name = "";
  private String unit = "";
  private long size;
  private long epochStart;
  private boolean stopping;

  ConsoleProgress(PrintWriter out) {
    this.out = out;
  }

  /** Says that the training ends; nothing is counted any more. */
  synchronized void stopping() {
    stopping = true;
    stage("Stopping…");
  }

  @Override
  public synchronized void stage(String text) {
    close();
    out.println(text);
    out.flush();
  }

  @Override
  public synchronized void workStarted(String work, String counted, long count) {
    begin(work, counted, count, false);
  }

  @Override
  public synchronized void workDone(long done) {
    show(done, "");
    if (done == size) {
      close();
    }
  }

  @Override
  public synchronized void epochStarted(int epoch, int epochs, int reviews) {
    epochStart = System.nanoTime();
    begin("Epoch " + epoch + "/" + epochs, "reviews", reviews, true);
  }

  @Override
  public synchronized void step(int reviewsDone, double loss) {
    show(reviewsDone, "loss %.4f".formatted(loss));
  }

  private void begin(String work, String counted, long count, boolean speed) {
    close();
    name = work;
    unit = counted;
    size = count;
    if (!stopping) {
      progress = speed ? new Progress(out, work, count) : Progress.withoutSpeed(out, work, count);
      show(0, "");
    }
  }

  private void show(long done, String note) {
    if (progress != null) {
      progress.show(done, note, left -> line(done, note, left));
    }
  }

  private String line(long done, String note, OptionalLong left) {
    return "%s: %,d of %,d %s%s%s"
        .formatted(
            name,
            done,
            size,
            unit,
            note.isEmpty() ? "" : ", " + note,
            left.isPresent() ? ", %d s left".formatted(left.getAsLong()) : "");
  }

  @Override
  public synchronized void epochFinished(int epoch, double accuracy, double loss, boolean best) {
    close();
    out.printf(
        "%s: validation accuracy %.4f, log loss by the sources' weights %.4f (%s), %d s%n",
        name,
        accuracy,
        loss,
        best ? "best so far: the smallest" : "not the smallest, so not the best",
        Duration.ofNanos(System.nanoTime() - epochStart).toSeconds());
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
