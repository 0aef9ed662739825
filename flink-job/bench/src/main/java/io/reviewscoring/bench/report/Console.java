package io.reviewscoring.bench.report;

import java.io.PrintWriter;

/** What a person sees while it runs: results on one stream, progress on the other. */
public final class Console {
  private final PrintWriter results;
  private final PrintWriter progress;
  private final long start = System.nanoTime();

  public Console(PrintWriter results, PrintWriter progress) {
    this.results = results;
    this.progress = progress;
  }

  /** Says what happens now. */
  public void progress(String line) {
    progress.printf("[%4d s] %s%n", (System.nanoTime() - start) / 1_000_000_000, line);
    progress.flush();
  }

  /** A part of the result with its heading. */
  public void section(String heading, String text) {
    results.printf("%n## %s%n%n%s%n", heading, text.stripTrailing());
    results.flush();
  }

  /** A line of the result. */
  public void say(String line) {
    results.println(line);
    results.flush();
  }
}
