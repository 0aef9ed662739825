package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.cli.JobCommands;
import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.ListeningSockets;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who can reach what the commands open: nobody but this machine. */
@EnabledOnOs(OS.LINUX)
class OpenPortsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-Dreviewscoring.bundles=../../model/bundles");

  /** Flink's REST interface and its blob server. */
  private static final int OF_FLINK = 2;

  /** The embedded broker and its controller. */
  private static final int OF_THE_BROKER = 2;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  /** All that a command and its children were seen to listen at until it said some words. */
  private Set<InetSocketAddress> sockets(Class<?> main, List<String> arguments, String words)
      throws Exception {
    Path log = directory.resolve("command.log");
    Set<InetSocketAddress> seen = new HashSet<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (JobProcess command = JobProcess.start(log, FLAGS, main, arguments)) {
      boolean said = false;
      while (command.isAlive() && !said && System.nanoTime() < end) {
        Thread.sleep(20);
        said = Files.readString(log).contains(words);
        seen.addAll(ListeningSockets.of(command.process()));
      }
      assertThat(log).content().contains(words);
      command.stop();
    }
    return seen;
  }

  private static void assertLoopback(Set<InetSocketAddress> sockets, int atLeast) {
    assertThat(sockets)
        .hasSizeGreaterThanOrEqualTo(atLeast)
        .allMatch(socket -> socket.getAddress().isLoopbackAddress(), "loopback");
  }

  private List<String> arguments(JobTopics topics, String command, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(topics.arguments(Map.of("model", model())));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  private String model() {
    return TinyBundles.write(directory, "tiny-1", 1).file().toString();
  }

  @Test
  void runIsReachedFromThisMachineOnly() throws Exception {
    try (var topics = new JobTopics(broker, "run", directory)) {
      assertLoopback(
          sockets(JobCommands.class, arguments(topics, "run"), "Ctrl-C stops it"), OF_FLINK);
    }
  }

  @Test
  void whoeverNamesAnotherAddressIsReachedThere() throws Exception {
    try (var topics = new JobTopics(broker, "open", directory)) {
      assertThat(
              sockets(
                  JobCommands.class,
                  arguments(topics, "run", "--flink.rest.bind-address=0.0.0.0"),
                  "Ctrl-C stops it"))
          .filteredOn(socket -> socket.getAddress().isAnyLocalAddress())
          .hasSize(1);
    }
  }

  @Test
  void backfillIsReachedFromThisMachineOnly() throws Exception {
    try (var topics = new JobTopics(broker, "past", directory)) {
      topics.review("r-1", "p", 1_700_000_000_000L, "a good film");
      topics.flush();
      assertLoopback(
          sockets(
              JobCommands.class, arguments(topics, "backfill", "--from-offsets=0=0"), "records a"),
          OF_FLINK);
    }
  }

  @Test
  void demoAndItsBrokerAndItsPageAreReachedFromThisMachineOnly() throws Exception {
    assertLoopback(
        sockets(
            DemoCommands.class,
            List.of("demo", "--port=0", "--model=" + model()),
            "Reviews are flowing"),
        OF_FLINK + OF_THE_BROKER + 1);
  }

  @Test
  void theDashboardIsReachedFromThisMachineOnly() throws Exception {
    assertLoopback(
        sockets(
            DemoCommands.class,
            List.of("dashboard", "--port=0", "--bootstrap.servers=" + broker.bootstrapServers()),
            "Ctrl-C stops it"),
        1);
  }
}
