package io.reviewscoring.bench.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes have taken so far.
 *
 * @param nanos of all their threads
 * @param scoringNanos of the threads on which the job scores; 0 where the system has no {@code
 *     /proc}
 */
record ProcessorTime(long nanos, long scoringNanos) {
  static final ProcessorTime NONE = new ProcessorTime(0, 0);

  private static final String SCORING = "(scoring ";

  /** Linux counts the time of a thread in hundredths of a second, whatever its own clock is. */
  private static final long TICK_NANOS = 10_000_000;

  /** Positions after a thread's name, in the order of {@code man 5 proc}. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  /** Of the broker and the job: all processes that this one has started. */
  static ProcessorTime ofDescendants() {
    List<ProcessHandle> descendants = ProcessHandle.current().descendants().toList();
    return new ProcessorTime(
        descendants.stream()
            .mapToLong(each -> each.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
            .sum(),
        descendants.stream().mapToLong(each -> scoringNanos(each.pid())).sum());
  }

  private static long scoringNanos(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.mapToLong(thread -> threadNanos(thread.resolve("stat"))).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long threadNanos(Path stat) {
    String line;
    try {
      line = Files.readString(stat);
    } catch (IOException e) {
      return 0; // it has ended
    }
    if (!line.contains(SCORING)) {
      return 0;
    }
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * TICK_NANOS;
  }
}
