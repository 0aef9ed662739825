package io.reviewscoring.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same job again and again in one TaskManager; only {@code ./mvnw verify -Pkills} runs it. */
class LongRestarts {
  private static final String JOB_CLASS_LOADER = "org.apache.flink.util.ChildFirstClassLoader";
  private static final String METASPACE = "Status.JVM.Memory.Metaspace.Used";
  private static final int RESTARTS = 20;
  private static final int WARM_UP = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void twentyRestartsLeaveNoClassLoaderAndNoMetaspaceBehind(@TempDir Path directory)
      throws Exception {
    List<Integer> running = new ArrayList<>();
    List<Integer> loaders = new ArrayList<>();
    List<Long> metaspace = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        FlinkCluster cluster = FlinkCluster.start(directory.resolve("flink"), 1);
        var topics =
            new JobTopics(
                new TestBroker.Running(broker.bootstrapServers(), () -> {}),
                "restarts",
                directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      try (var follower =
          new EventFollower(broker.bootstrapServers(), topics.config(Map.of()).sentimentTopic())) {
        follower.start();
        for (int i = 1; i <= RESTARTS; i++) {
          List<String> arguments = topics.arguments(options(directory));
          String job =
              (i == 1
                      ? cluster.submit(arguments)
                      : cluster.resume(directory.resolve("checkpoints"), arguments))
                  .jobId();
          topics.review("r" + i, "p", System.currentTimeMillis(), "a good film");
          topics.flush();
          int seen = i;
          Waiting.until("the review is scored", PATIENCE, () -> follower.visible() >= seen);
          running.add(LiveObjects.in(cluster.taskManagerPid(0)).of(JOB_CLASS_LOADER));
          cluster.cancel(job);
          loaders.add(LiveObjects.in(cluster.taskManagerPid(0)).of(JOB_CLASS_LOADER));
          Waiting.pause(2_000); // until the metrics are fetched anew
          metaspace.add(
              cluster.rest().taskManagerMetric(cluster.taskManagerId(0), METASPACE) >> 10);
        }
      }
    }
    System.out.println();
    System.out.println("restarts: class loaders of the job during each: " + running);
    System.out.println("restarts: class loaders of the job after each: " + loaders);
    System.out.println("restarts: KiB of metaspace after each: " + metaspace);
    assertThat(running)
        .as("while a job runs, its class loader is found")
        .allSatisfy(count -> assertThat(count).isPositive());
    assertThat(loaders).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(1));
    long settled = metaspace.get(WARM_UP);
    assertThat(metaspace.get(RESTARTS - 1)).isLessThan(settled + settled / 20);
  }

  private static Map<String, String> options(Path directory) {
    return Map.of(
        "checkpoint.directory", directory.resolve("checkpoints").toUri().toString(),
        "model.directory", directory.resolve("models").toUri().toString(),
        "reviews.start", "earliest");
  }
}
