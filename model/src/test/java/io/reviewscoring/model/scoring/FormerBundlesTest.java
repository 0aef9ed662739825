package io.reviewscoring.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.FormerBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The bundles of 0.1.0 are read, hold to their golden cases and score as they did. */
class FormerBundlesTest {
  private static final Path FOLDER = Path.of("src/test/bundles/0.1.0");

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("io.reviewscoring.model.fixture.FormerBundles#NAMES")
  void theirOwnGoldenCasesPass(String name) throws Exception {
    for (ModelBundle bundle : bundles(name)) {
      assertThat(bundle.goldens()).isNotEmpty();
      for (Engine engine : Engine.values()) {
        ScoringModel.of(bundle, engine).checkGoldens(bundle.goldens());
      }
    }
  }

  /** What 0.1.0 gave, {@code Scores.java} beside the bundles has written. */
  @ParameterizedTest
  @FieldSource("io.reviewscoring.model.fixture.FormerBundles#NAMES")
  void theyScoreToTheBitAsTheyDid(String name) throws Exception {
    List<String> lines = Files.readAllLines(FOLDER.resolve("scores.ndjson"));
    assertThat(lines).hasSizeGreaterThan(10);
    for (ModelBundle bundle : bundles(name)) {
      for (Engine engine : Engine.values()) {
        TextScorer scorer = ScoringModel.of(bundle, engine).newTextScorer();
        for (String line : lines) {
          JsonNode former = new ObjectMapper().readTree(line);
          String text = former.path("text").textValue();
          assertThat(Float.toHexString(scorer.score(text).score()))
              .as("%s on %s: %s", name, engine, text)
              .isEqualTo(former.path(name).textValue());
        }
      }
    }
  }

  /** As 0.1.0 had it, and as {@code goldens} has rewritten it. */
  private List<ModelBundle> bundles(String name) throws Exception {
    return List.of(
        BundleReader.read(FormerBundles.write(FOLDER, name, directory.resolve(name + ".zip"))),
        BundleReader.read(FOLDER.resolve(name + ".zip")));
  }
}
