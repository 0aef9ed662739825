package io.reviewscoring.job.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A SIGKILL that hit processes at work.
 *
 * @param victim what was killed
 * @param inFlight reviews that the broker had and no reader saw the event of
 * @param recovery from the signal to the first visible event of a review sent after it
 */
record Kill(Victim victim, long inFlight, Duration recovery) {

  /** What can be killed. */
  enum Victim {
    TASK_MANAGER("TaskManager"),
    JOB_MANAGER("JobManager"),
    BROKER("broker"),

    /** All that run the job, which is then handed in again at another parallelism. */
    ALL_TASK_MANAGERS("all, rescaled");

    private final String title;

    Victim(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** A line about each kind of kill, and one about all. */
  static String table(List<Kill> kills) {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-14s %5s %15s %15s %12s%n"
            .formatted("killed", "times", "recovery median", "recovery worst", "in flight"));
    for (Victim victim : Victim.values()) {
      List<Kill> of = kills.stream().filter(kill -> kill.victim() == victim).toList();
      if (!of.isEmpty()) {
        table.append(line(victim.title(), of));
      }
    }
    return table.append(line("all", kills)).toString();
  }

  private static String line(String title, List<Kill> kills) {
    long[] millis = kills.stream().mapToLong(kill -> kill.recovery().toMillis()).sorted().toArray();
    long fewest = kills.stream().map(Kill::inFlight).min(Comparator.naturalOrder()).orElse(0L);
    return "%-14s %5d %13.1f s %13.1f s %,12d at least%n"
        .formatted(
            title,
            millis.length,
            median(millis) / 1e3,
            Arrays.stream(millis).max().orElse(0) / 1e3,
            fewest);
  }

  private static double median(long[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }
}
