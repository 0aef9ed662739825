package io.reviewscoring.job.cli;

import io.reviewscoring.model.console.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** Shows how many of its records a backfill has read. */
final class BackfillProgress implements AutoCloseable {
  private final long size;
  private final Progress progress;

  /**
   * Starts to show.
   *
   * @param size records in all, or a few more
   */
  BackfillProgress(PrintWriter out, long size) {
    this.size = size;
    this.progress = new Progress(out, "Backfill", size);
  }

  /** To be called now and then with how many records are read. */
  void show(long read) {
    progress.show(read, "", left -> line(read, left));
  }

  private String line(long read, OptionalLong left) {
    return String.format(Locale.ROOT, "%,d of %,d records", read, size)
        + (left.isPresent() ? ", " + left.getAsLong() + " s left" : "");
  }

  @Override
  public void close() {
    progress.close();
  }
}
