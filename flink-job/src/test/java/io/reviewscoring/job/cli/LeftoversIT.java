package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that outlives its job keeps the job's classes in its TaskManager. */
class LeftoversIT {
  private static final Predicate<Thread> OF_A_JOB =
      thread -> thread.getName().startsWith("kafka-") || thread.getName().startsWith("model-");

  @Test
  void aJobThatEndedHasLeftNoThread(@TempDir Path directory) throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, "leftovers", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      JobClient job = JobEnvironment.startLocally(topics.config(Map.of()), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      assertThat(left(before))
          .as("while it runs it has threads of Kafka's")
          .extracting(Thread::getName)
          .anyMatch(name -> name.startsWith("kafka-"));
      JobTopics.kill(job);

      Set<Thread> left = left(before);
      for (int i = 0; i < 100 && !left.isEmpty(); i++) {
        Thread.sleep(100);
        left = left(before);
      }
      assertThat(left).isEmpty();
    }
  }

  private static Set<Thread> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(OF_A_JOB.and(thread -> !before.contains(thread)))
        .collect(Collectors.toSet());
  }
}
