package io.reviewscoring.job.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is still reachable in another Java process, after a full collection of its garbage. */
final class LiveObjects {
  private static final String TOTAL_OF_A_CLASS = "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+%s\\b.*$";

  private final String histogram;

  private LiveObjects(String histogram) {
    this.histogram = histogram;
  }

  /**
   * Counts them; the process is stopped meanwhile.
   *
   * @throws IOException if the process can't be asked
   */
  static LiveObjects in(long pid) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("jcmd failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new LiveObjects(output);
  }

  /** How many there are of a class, over all class loaders. */
  int of(String className) {
    Matcher line =
        Pattern.compile(TOTAL_OF_A_CLASS.formatted(Pattern.quote(className))).matcher(histogram);
    int count = 0;
    while (line.find()) {
      count += Integer.parseInt(line.group(1));
    }
    return count;
  }
}
