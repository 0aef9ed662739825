package io.reviewscoring.model.bundle;

import com.sun.management.OperatingSystemMXBean;
import io.reviewscoring.model.fixture.JavaCommand;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a bundle as the job does, in a JVM with a heap of its own, and prints what came of it; of a
 * sound one also the processor time that the JVM took.
 */
final class ReadBundle {
  private ReadBundle() {}

  /** The line that such a JVM prints, whatever it died of. */
  static String withHeap(String heap, Path bundle) throws IOException, InterruptedException {
    List<String> command =
        JavaCommand.of(
            List.of("-Xmx" + heap),
            System.getProperty("java.class.path"),
            ReadBundle.class,
            List.of(bundle.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  public static void main(String[] args) {
    try {
      ModelBundle bundle = BundleReader.read(Path.of(args[0]));
      ScoringModel.of(bundle).checkGoldens(bundle.goldens());
      System.out.println("sound");
      long nanos =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
      System.out.println(nanos / 1_000_000 + " ms");
    } catch (BundleException e) {
      System.out.println("refused: " + e.reason());
    }
  }
}
