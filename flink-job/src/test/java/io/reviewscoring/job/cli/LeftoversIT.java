package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that outlives its job keeps the job's classes in its TaskManager. */
class LeftoversIT {
  /** What the names of a job's own threads begin with, and of those of its Kafka clients. */
  private static final List<String> OF_A_JOB = List.of("kafka-", "scoring ");

  @Test
  void aJobThatEndedHasLeftNoThread(@TempDir Path directory) throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, "leftovers", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      JobClient job = JobEnvironment.startLocally(topics.config(Map.of()), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      Set<Thread> running =
          awaited(before, threads -> OF_A_JOB.stream().allMatch(name -> has(threads, name)));
      assertThat(OF_A_JOB).as("while it runs").allMatch(name -> has(running, name));
      JobTopics.kill(job);

      assertThat(awaited(before, Set::isEmpty)).isEmpty();
    }
  }

  /** The job's threads when they are as wanted, or after half a minute. */
  private static Set<Thread> awaited(Set<Thread> before, Predicate<Set<Thread>> wanted)
      throws InterruptedException {
    Set<Thread> left = left(before);
    for (int i = 0; i < 300 && !wanted.test(left); i++) {
      Thread.sleep(100);
      left = left(before);
    }
    return left;
  }

  private static boolean has(Set<Thread> threads, String name) {
    return threads.stream().anyMatch(thread -> thread.getName().startsWith(name));
  }

  private static Set<Thread> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> OF_A_JOB.stream().anyMatch(thread.getName()::startsWith))
        .filter(thread -> !before.contains(thread))
        .collect(Collectors.toSet());
  }
}
