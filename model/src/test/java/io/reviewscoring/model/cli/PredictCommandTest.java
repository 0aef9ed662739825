package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictCommandTest {
  private static final String SMALL = Path.of("bundles", "small.zip").toString();

  @Test
  void predictWritesAJsonObjectForEachText() throws IOException {
    Run run = Run.of("predict", "--model", SMALL, "A wonderful, moving film", "zzqx", "");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(run.exitCode()).isZero();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "text", "score", "label", "tokens", "knownTokens", "truncated", "modelVersion");
    assertThat(lines.get(0).get("score").doubleValue()).isBetween(0.5, 1.0);
    assertThat(lines.get(0).get("tokens").intValue()).isEqualTo(4);
    assertThat(lines.get(1).get("knownTokens").intValue()).isZero();
    assertThat(lines.get(1).get("label").textValue()).isEqualTo("UNCERTAIN");
    assertThat(lines.get(2).get("tokens").intValue()).isZero();
  }

  @Test
  void anExplainedTextShowsItsWordsWithSigns() throws IOException {
    Run run = Run.of("predict", "--model", SMALL, "--explain", "--words=3", "A great, great film.");
    assertThat(run.out().lines().toList().subList(0, 3))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("text:   A great, great film."),
            line -> assertThat(line).matches("score: {2}0\\.\\d+, [A-Z]+"),
            line -> assertThat(line).matches("words: {2}\\+0\\.\\d{4} {2}great"));
    assertThat(Run.of("predict", "--model", SMALL, "--explain", "zzqx").out())
        .contains("words:  none moves the score");
  }

  @Test
  void anExplanationIsAlsoToBeHadAsJson() throws IOException {
    String text = "A great film with an awful end.";
    Run run = Run.of("predict", "--model", SMALL, "--explain", "--json", "--words=2", text);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("evidence")).hasSize(2);
    for (JsonNode each : json.get("evidence")) {
      boolean praise = each.get("word").textValue().equals("great");
      assertThat(each.get("effect").floatValue() > 0).as(run.out()).isEqualTo(praise);
    }
    JsonNode plain = new ObjectMapper().readTree(Run.of("predict", "--model", SMALL, text).out());
    assertThat(((ObjectNode) json).without("evidence").toString()).isEqualTo(plain.toString());
  }

  @Test
  void explainedTokensShowTokensIdsAndThePaddedRow() {
    Run run = Run.of("predict", "--model", SMALL, "--explain-tokens", "Movie is great!");
    assertThat(run.out())
        .contains("tokens: ['movie', 'is', 'great']")
        .containsPattern("ids: {4}\\[1, \\d+, \\d+, \\d+\\]")
        .containsPattern("row: {4}\\[( +0){20}\n")
        .containsPattern(" 0 +1 +\\d+ +\\d+ +\\d+\\]")
        .contains("score: ");
  }

  @Test
  void aLongTextLosesItsFrontAndTheStartId() {
    Run run =
        Run.of(
            "predict", "--model", SMALL, "--explain-tokens", "movie was great ".repeat(100).trim());
    String row = run.out().substring(run.out().indexOf("row:"));
    assertThat(row.substring(0, row.indexOf("]"))).doesNotContainPattern("[^\\d][01][^\\d]");
  }
}
