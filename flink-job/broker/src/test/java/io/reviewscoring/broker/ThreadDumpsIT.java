package io.reviewscoring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a class of its own, so that it runs beside the others. */
class ThreadDumpsIT {
  @TempDir Path directory;

  @Test
  void itServesOnHoweverManyThreadDumpsItIsAskedFor() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      long process =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().commandLine().orElse("").contains("EmbeddedBrokerMain"))
              .findFirst()
              .orElseThrow()
              .pid();
      Path log = directory.resolve("broker.log");
      // One is about 30 KB, a pipe takes 64: three that nobody reads would stop the broker.
      for (int dump = 1; dump <= 5; dump++) {
        long size = Files.size(log);
        assertThat(new ProcessBuilder("kill", "-QUIT", String.valueOf(process)).start().waitFor())
            .isZero();
        for (int wait = 0; wait < 100 && Files.size(log) < size + 20_000; wait++) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
      }
      assertThat(Files.size(log)).isGreaterThan(100_000);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get(90, TimeUnit.SECONDS)).isEmpty();
      }
    }
  }
}
