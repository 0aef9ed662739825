package io.reviewscoring.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ThirdParties;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the module's jar holds, and what it must not. */
class SqlJarIT {
  private static final Path JAR = Path.of("target/review-scoring-sql.jar");

  @Test
  void theIntegrationTestsRunIt() throws Exception {
    URL ran = ReviewScoringModelFactory.class.getProtectionDomain().getCodeSource().getLocation();

    assertThat(Path.of(ran.toURI())).isEqualTo(JAR.toAbsolutePath());
  }

  @Test
  void itHoldsWhatScoresAndAJacksonOfItsOwn() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      assertThat(names)
          .contains(
              "io/reviewscoring/sql/ReviewScoringModelFactory.class",
              "io/reviewscoring/sql/jackson/databind/ObjectMapper.class",
              "io/reviewscoring/model/scoring/VectorNetwork.class",
              "io/reviewscoring/model/text/entities.txt")
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(
              name ->
                  name.matches("io/reviewscoring/(sql|model/(bundle|file|network|scoring|text))/.*")
                      || name.equals("io/reviewscoring/model/package-info.class"));
    }
  }

  @Test
  void itListsWhatItHoldsOfOthersWithTheirLicences() throws Exception {
    assertThat(ThirdParties.faults(JAR)).isEmpty();
  }

  @Test
  void flinkFindsTheProviderByIt() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      JarEntry services =
          jar.getJarEntry("META-INF/services/org.apache.flink.table.factories.Factory");
      assertThat(new String(jar.getInputStream(services).readAllBytes(), UTF_8).strip())
          .isEqualTo(ReviewScoringModelFactory.class.getName());
    }
  }
}
