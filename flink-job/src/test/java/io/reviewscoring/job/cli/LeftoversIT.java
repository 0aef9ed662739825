package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a job leaves behind. */
@SuppressWarnings("NullAway.Init")
class LeftoversIT {
  /** What the names of a job's own threads begin with, and of those of its Kafka clients. */
  private static final List<String> OF_A_JOB = List.of("kafka-", "scoring ");

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  /** A thread that outlives its job keeps the job's classes in its TaskManager. */
  @Test
  void aJobThatEndedHasLeftNoThread() throws Exception {
    try (var topics = new JobTopics(broker, "leftovers", directory)) {
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

  @Test
  void aJobThatIsStoppedLeavesNoTemporaryFileAndNeitherDoesOneThatWasKilledBefore()
      throws Exception {
    try (var topics = new JobTopics(broker, "files", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      Path temporary = Files.createDirectory(directory.resolve("temporary"));
      JobProcess killed = started(topics, temporary);
      while (!hasLock(temporary)) {
        assertThat(killed.isAlive()).isTrue();
        Thread.sleep(20);
      }
      killed.kill();
      assertThat(temporary).isNotEmptyDirectory();

      JobProcess stopped = started(topics, temporary);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      stopped.stop();

      assertThat(temporary).isEmptyDirectory();
      assertThat(Files.readString(directory.resolve("run.log"))).doesNotContain("\tat ");
    }
  }

  private JobProcess started(JobTopics topics, Path temporary) throws Exception {
    return JobProcess.start(
        directory.resolve("run.log"), topics.options(Map.of()), "-Djava.io.tmpdir=" + temporary);
  }

  private static boolean hasLock(Path folder) throws Exception {
    try (Stream<Path> content = Files.list(folder)) {
      return content.anyMatch(file -> file.toString().endsWith(".lock"));
    }
  }

  /** The job's threads when they are as wanted, or after a minute and a half. */
  private static Set<Thread> awaited(Set<Thread> before, Predicate<Set<Thread>> wanted)
      throws InterruptedException {
    Set<Thread> left = left(before);
    for (int i = 0; i < 900 && !wanted.test(left); i++) {
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
