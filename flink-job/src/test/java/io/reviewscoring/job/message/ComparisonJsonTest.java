package io.reviewscoring.job.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonJsonTest {
  private static Comparison comparison(boolean isLate) {
    return new Comparison(
        new ModelPair("e", "v1", "v2", ScoredBeside.IN_FORCE),
        60_000,
        120_000,
        6,
        0.1,
        -0.05,
        1.0 / 3,
        List.of(1L, 0L, 2L, 0L, 3L, 0L, 0L, 0L, 0L),
        2,
        0.0968,
        0.7,
        List.of(new MostDifferent("r-1", -1.0 / 3), new MostDifferent("r-2", 0.25)),
        isLate ? 0 : 7,
        !isLate,
        isLate);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aComparisonIsReadAsItWasWritten(boolean isLate) throws Exception {
    Comparison written = comparison(isLate);
    assertThat(ComparisonJson.comparison(ComparisonJson.of(written))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"count\":6', '\"count\":5', labels",
    "'\"count\":6', '\"count\":0', count",
    "'\"UNCERTAIN\":2', '\"UNCERTAIN\":-2', labels",
    "'\"meanSigned\":-0.05', '\"meanSigned\":\"x\"', meanSigned",
    "'\"windowEnd\":', '\"end\":', windowEnd",
    "1970-01-01T00:01:00Z, noon, windowStart",
    "'\"role\":', '\"part\":', role",
    "r-2, '', reviewId"
  })
  void whatIsNoneIsRefusedWithTheField(String good, String bad, String field) {
    String json = new String(ComparisonJson.of(comparison(false)), UTF_8);
    assertThat(json).contains(good);
    assertThatThrownBy(() -> ComparisonJson.comparison(json.replace(good, bad).getBytes(UTF_8)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(field);
  }

  @Test
  void otherJsonIsRefused() {
    assertThatThrownBy(() -> ComparisonJson.comparison("[]".getBytes(UTF_8)))
        .isInstanceOf(MalformedMessageException.class);
  }
}
