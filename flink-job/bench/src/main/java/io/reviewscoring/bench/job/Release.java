package io.reviewscoring.bench.job;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A checkout of the project whose job is measured as its users run it.
 *
 * @param launcher its launcher
 * @param before the one that the other is measured against
 */
public record Release(Path launcher, boolean before) {
  private static final List<String> ROCKSDB = List.of("statebackend-rocksdb", "rocksdbjni");

  /** The release of a checkout's directory. */
  public static Release before(Path checkout) {
    return new Release(checkout.resolve("review-scoring").toAbsolutePath(), true);
  }

  /** The release that this benchmark was built with. */
  public static Release here(Path checkout) {
    return new Release(checkout.resolve("review-scoring").toAbsolutePath(), false);
  }

  String label() {
    return before ? "before" : "now";
  }

  /**
   * Starts the command {@code run}; the process ends with this one at the latest.
   *
   * @param log where its output goes
   */
  Process start(Path log, Map<String, String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "run"));
    options.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_OPTS", "-Xmx4g " + classPath());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** A release whose launcher has no RocksDB on its class path is lent this build's. */
  private String classPath() throws IOException {
    Path module = launcher.resolveSibling("flink-job/target");
    String own = Files.readString(module.resolve("classpath")).strip();
    if (own.contains(ROCKSDB.get(0))) {
      return "";
    }
    String lent =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> ROCKSDB.stream().anyMatch(jar::contains))
            .collect(Collectors.joining(File.pathSeparator));
    try (var files = Files.list(module)) {
      String job =
          files
              .map(Path::toString)
              .filter(file -> file.matches(".*/flink-job(-[0-9.]+)?\\.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException(module + ": no flink-job.jar"));
      return "-cp " + String.join(File.pathSeparator, job, own, lent);
    }
  }
}
