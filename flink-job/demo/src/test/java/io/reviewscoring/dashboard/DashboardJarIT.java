package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ThirdParties;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page as a container starts it: its jar and the job's beside Flink itself. */
@Timeout(600)
class DashboardJarIT {
  private static final Path JAR = Path.of("target/review-scoring-dashboard.jar");
  private static final Path JOB_JAR = Path.of("../target/review-scoring-job.jar");

  /** The two jars, and what lies in {@code lib} of a Flink image. */
  private static String classPath() {
    String separator = File.pathSeparator;
    return Stream.of(System.getProperty("java.class.path").split(separator, -1))
        .filter(
            entry ->
                entry.contains("slf4j-api")
                    || (entry.contains("org/apache/flink/flink-") && !entry.contains("connector")))
        .collect(Collectors.joining(separator, JAR + separator + JOB_JAR + separator, ""));
  }

  private static Process start(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                classPath(),
                DashboardCommand.class.getName()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void itsJarHoldsThePageItsChartsAndTheSampleReviewsAndNothingElse() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName).filter(name -> !name.endsWith("/")))
          .contains(
              "io/reviewscoring/dashboard/DashboardCommand.class",
              "io/reviewscoring/dashboard/page/index.html",
              "io/reviewscoring/sample/FeedCommand.class",
              "io/reviewscoring/sample/samples.ndjson")
          .filteredOn(name -> !name.matches("io/reviewscoring/(dashboard|sample)/.*"))
          .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
          .containsExactlyInAnyOrder(
              "LICENSE", "THIRD-PARTY", "LICENSE", "uPlot.iife.min.js", "uPlot.min.css");
    }
    assertThat(ThirdParties.faults(JAR)).isEmpty();
  }

  @Test
  void itServesWithoutABrokerAndEndsWhenItIsTold() throws Exception {
    Process process = start("--bootstrap-servers=127.0.0.1:1", "--port=0");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null && !line.startsWith("page ")) {
        line = reader.readLine();
      }
      assertThat(line).startsWith("page     http://localhost:");
      URI page = URI.create(String.valueOf(line).substring(9));
      assertThat(get(page)).contains("<title>review-scoring</title>");
      String health = get(page.resolve("/healthz"));
      while (health.contains("CONNECTING")) {
        TimeUnit.MILLISECONDS.sleep(200);
        health = get(page.resolve("/healthz"));
      }
      assertThat(health).isEqualTo("up, stream BROKER_AWAY\n");

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withoutBrokersItSaysInOneLineWhatIsMissing() throws Exception {
    Process process = start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output).contains("bootstrap.servers").doesNotContain("\tat ");
  }

  @Test
  void aPortThatIsTakenIsOneLine() throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Process process = start("--bootstrap-servers=127.0.0.1:1", "--port=" + taken.getLocalPort());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(output)
          .contains("dashboard: can't listen at 127.0.0.1:" + taken.getLocalPort())
          .doesNotContain("\tat ");
    }
  }
}
