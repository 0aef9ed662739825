package io.reviewscoring.job.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Examinations of bundles, each in a thread of its own. One that has not ended by its deadline, as
 * its store hangs, counts as out of reach and is waited for no more; its thread is left alone,
 * since nothing ends it, and what it finds at last still counts. There are {@value #MAX_THREADS}
 * threads at most. For the gate's task thread only.
 */
final class Examinations implements AutoCloseable {
  private static final int MAX_IN_TIME = 16;
  private static final int MAX_THREADS = 64;

  /** A verdict on a command's bundle. */
  record Finding(PendingCommand command, Verdict verdict) {}

  private static final class Attempt {
    private final PendingCommand command;
    private final Thread thread;
    private final long startNanos;
    private volatile @Nullable Verdict verdict;
    private volatile @Nullable Throwable failure;
    private boolean late;

    Attempt(PendingCommand command, Function<PendingCommand, Verdict> examiner, long startNanos) {
      this.command = command;
      this.startNanos = startNanos;
      this.thread = new Thread(() -> examine(examiner), "model-gate");
      thread.setDaemon(true);
    }

    private void examine(Function<PendingCommand, Verdict> examiner) {
      try {
        verdict = examiner.apply(command);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }

  private final Function<PendingCommand, Verdict> examiner;
  private final Duration deadline;
  private final Map<Long, Attempt> attempts = new HashMap<>();
  private final List<Thread> given = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  Examinations(Function<PendingCommand, Verdict> examiner, Duration deadline) {
    this.examiner = examiner;
    this.deadline = deadline;
  }

  /** Begins to examine those commands' bundles that are not under way yet. */
  void start(List<PendingCommand> due) {
    given.removeIf(thread -> !thread.isAlive());
    for (PendingCommand command : due) {
      Attempt earlier = attempts.get(command.offset());
      if (earlier != null) {
        if (earlier.late && earlier.verdict == null) {
          findings.add(new Finding(command, Verdict.Unreachable.unanswered()));
        }
      } else if (attempts.size() + given.size() >= MAX_THREADS) {
        String reason = MAX_THREADS + " other bundles' stores do not answer";
        findings.add(new Finding(command, new Verdict.Unreachable(reason)));
      } else if (inTime() < MAX_IN_TIME) {
        Attempt attempt = new Attempt(command, examiner, System.nanoTime());
        attempts.put(command.offset(), attempt);
        attempt.thread.start();
      }
    }
  }

  private long inTime() {
    return attempts.values().stream().filter(attempt -> !attempt.late).count();
  }

  /** What was found since the last call. */
  List<Finding> findings() {
    Iterator<Attempt> each = attempts.values().iterator();
    while (each.hasNext()) {
      Attempt attempt = each.next();
      Verdict verdict = attempt.verdict;
      if (attempt.failure != null) {
        throw new IllegalStateException("a bundle could not be examined", attempt.failure);
      }
      if (verdict != null) {
        each.remove();
        findings.add(new Finding(attempt.command, verdict));
      } else if (!attempt.late && System.nanoTime() - attempt.startNanos > deadline.toNanos()) {
        attempt.late = true;
        findings.add(new Finding(attempt.command, Verdict.Unreachable.unanswered()));
      }
    }
    List<Finding> found = List.copyOf(findings);
    findings.clear();
    return found;
  }

  /** Leaves those alone that are decided in another way. */
  void keepOnly(List<OpenCommand> open) {
    Iterator<Attempt> each = attempts.values().iterator();
    while (each.hasNext()) {
      Attempt attempt = each.next();
      if (open.stream()
          .noneMatch(command -> command.pending().offset() == attempt.command.offset())) {
        each.remove();
        attempt.thread.interrupt();
        given.add(attempt.thread);
      }
    }
  }

  @Override
  public void close() {
    attempts.values().forEach(attempt -> attempt.thread.interrupt());
    attempts.clear();
  }
}
