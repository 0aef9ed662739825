package io.reviewscoring.job.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that ends with this one, however this one ends: a shell beside it waits for the
 * end of the pipe between the two and then kills it. Not thread-safe.
 */
final class ChildJvm implements AutoCloseable {
  private static final String ENDS_WITH_ITS_PARENT =
      "exec 3<&0 </dev/null; { cat <&3; kill -9 $$; } >/dev/null 2>&1 & exec \"$@\" 3<&-";

  private final Process process;

  private ChildJvm(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param arguments of {@code java}: flags, main class, its arguments
   * @param log gets its output, after what is there already
   */
  static ChildJvm start(
      String classPath, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", ENDS_WITH_ITS_PARENT, "child"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(classPath);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start());
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for its own end.
   *
   * @return its exit status
   */
  int await(long seconds) throws IOException {
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    throw new IOException("a child process did not end within " + seconds + " s");
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is gone already.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
