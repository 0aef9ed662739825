package io.reviewscoring.bench.kernel;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks of this package, each in a JVM with this one's flags. */
public final class Kernels {
  private Kernels() {}

  /**
   * Runs and prints them.
   *
   * @param quick for one short iteration each
   * @throws IOException if they could not be printed
   */
  public static void run(boolean quick) throws RunnerException, IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(Kernels.class.getPackageName() + "\\..*");
    if (quick) {
      options
          .forks(0)
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(50));
    }
    new Runner(options.build()).run();
    // JMH prints by itself, and to a stream that keeps failures to itself.
    if (System.out.checkError()) {
      throw new IOException("can't write to standard output");
    }
  }
}
