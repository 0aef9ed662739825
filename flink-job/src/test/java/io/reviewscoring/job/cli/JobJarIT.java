package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ThirdParties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the jar for a cluster holds, and what it must not. */
class JobJarIT {
  private static final Path JAR = Path.of("target/review-scoring-job.jar");

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }

  @Test
  void itIsSmallerThanFortyMegabytes() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(40_000_000);
  }

  @Test
  void itHoldsTheJobTheModelAndTheConnector() throws IOException {
    assertThat(entries())
        .contains(
            "io/reviewscoring/job/cli/ReviewScoringJob.class",
            "io/reviewscoring/model/scoring/Scorer.class",
            "io/reviewscoring/model/scoring/VectorNetwork.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
  }

  @Test
  void itHoldsNothingOfFlinkItselfNoBrokerNoDemoAndNoLivePage() throws IOException {
    assertThat(entries())
        .filteredOn(name -> name.endsWith(".class"))
        .noneMatch(
            name ->
                name.startsWith("org/apache/flink/")
                    && !name.startsWith("org/apache/flink/connector/")
                    && !name.startsWith("org/apache/flink/streaming/connectors/kafka/"))
        .noneMatch(name -> name.startsWith("kafka/") || name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .filteredOn(name -> name.startsWith("io/reviewscoring/"))
        .allMatch(name -> name.matches("io/reviewscoring/(job|model)/.*"));
    assertThat(entries()).noneMatch(name -> name.startsWith("META-INF/resources/"));
  }

  @Test
  void itHoldsNothingNative() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)(\\.[0-9.]+)?"))
        .noneMatch(name -> name.startsWith("org/bytedeco/") || name.startsWith("org/nd4j/"))
        .noneMatch(
            name -> name.startsWith("ai/onnxruntime/") || name.contains("reviewscoring/bench"));
  }

  @Test
  void itHoldsNothingOfTheReportsLibraries() throws IOException {
    assertThat(entries())
        .noneMatch(
            name ->
                name.startsWith("org/knowm/")
                    || name.startsWith("de/erichseifert/")
                    || name.startsWith("com/github/mustachejava/"));
  }

  @Test
  void itListsWhatItHoldsOfOthersWithTheirLicences() throws IOException {
    assertThat(ThirdParties.faults(JAR)).isEmpty();
  }

  @Test
  void itsMainClassIsTheJob() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.reviewscoring.job.cli.ReviewScoringJob");
    }
  }
}
