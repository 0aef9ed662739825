package io.reviewscoring.broker;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Kafka broker on loopback ports, in a process of its own, since its fault handler halts the
 * process that it runs in. The broker ends when this process does, however that ends. The system
 * property {@code reviewscoring.broker.flags} adds flags to its JVM's, set apart by blanks. Not
 * thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final String FURTHER_SETTINGS = "broker.properties";
  private static final String FLAGS = "reviewscoring.broker.flags";

  // Below the ports that systems give to outgoing connections, so that a restart finds its own
  // free.
  private static final Ports PORTS = new Ports(20_000, 30_000);

  private final Path directory;
  private final int port;
  private final int controllerPort;
  private Process process;

  private EmbeddedBroker(Path directory, int port, int controllerPort) throws IOException {
    this.directory = directory;
    this.port = port;
    this.controllerPort = controllerPort;
    this.process = launch();
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param directory for its data and its log ({@code broker.log}); created when missing
   * @throws IOException with the log's end when it doesn't start
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    Files.createDirectories(directory);
    return on(directory);
  }

  /**
   * The same with listeners that ask who one is. The one of {@link #bootstrapServers} stays, for
   * whoever may do everything.
   *
   * @throws IOException with the log's end when it doesn't start
   */
  public static EmbeddedBroker start(Path directory, Guard guard) throws IOException {
    Files.createDirectories(directory);
    try (OutputStream file = Files.newOutputStream(directory.resolve(FURTHER_SETTINGS))) {
      guard.settings().store(file, null);
    }
    return on(directory);
  }

  private static EmbeddedBroker on(Path directory) throws IOException {
    int port = PORTS.free();
    int controllerPort = PORTS.free();
    while (controllerPort == port) {
      controllerPort = PORTS.free();
    }
    return new EmbeddedBroker(directory.toAbsolutePath(), port, controllerPort);
  }

  /** Host and port for {@code bootstrap.servers}; the same after a restart. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Ends the broker as a crash would: SIGKILL, nothing flushed. Its directory stays as it is. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_LIMIT);
  }

  /** Starts it again on the same ports and directory, after an orderly end if it still runs. */
  public void restart() throws IOException {
    close();
    process = launch();
  }

  /** Ends the broker in order; kills it if that takes more than half a minute. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    if (!awaitEnd(STOP_LIMIT)) {
      kill();
    }
  }

  private Process launch() throws IOException {
    Path log = directory.resolve("broker.log");
    Path ready = directory.resolve("broker.ready");
    List<String> command = new ArrayList<>();
    // Ctrl-C reaches every process of the terminal; the broker must outlive the job.
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "broker"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    Arrays.stream(System.getProperty(FLAGS, "").split(" "))
        .filter(flag -> !flag.isEmpty())
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            EmbeddedBrokerMain.class.getName(),
            "data", // a comma in its path would make two of it
            String.valueOf(port),
            String.valueOf(controllerPort),
            ready.toString(),
            directory.resolve(FURTHER_SETTINGS).toString()));
    Files.deleteIfExists(ready);
    // Both into the log: a pipe that nobody reads stops the broker once it is full.
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CLASSPATH", absoluteClassPath());
    Process child = builder.start();
    if (!isReady(child, ready)) {
      child.destroyForcibly();
      throw new IOException("the Kafka broker did not start; its log ends with:\n" + end(log));
    }
    return child;
  }

  private static boolean isReady(Process child, Path ready) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() - deadline < 0) {
        if (Files.exists(ready)) {
          return true;
        }
        if (child.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String absoluteClassPath() {
    StringBuilder path = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        path.append(path.isEmpty() ? "" : File.pathSeparator)
            .append(Path.of(entry).toAbsolutePath());
      }
    }
    return path.toString();
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }
}
