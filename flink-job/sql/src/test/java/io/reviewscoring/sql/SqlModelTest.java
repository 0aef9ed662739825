package io.reviewscoring.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.model.scoring.TextScore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of the provider, by Flink's own planner. */
@SuppressWarnings("NullAway.Init")
class SqlModelTest {
  private static final String TEXT = "a very good film, the plot is dull";
  private static final String ALL =
      "score FLOAT, label STRING, known_tokens INT, model_version STRING";
  private static final String TAKES =
      "it takes any of score FLOAT, label STRING, known_tokens INT, model_version STRING, all of them nullable";

  @TempDir private static Path directory;
  private static TinyBundles.Written bundle;
  private TableEnvironment tables;

  @BeforeAll
  static void writeABundle() {
    bundle = TinyBundles.write(directory, "tiny-1", 1);
  }

  @BeforeEach
  void makeATable() {
    tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.executeSql(
        "CREATE VIEW reviews AS SELECT * FROM (VALUES (1, '%s'), (2, CAST(NULL AS STRING))) AS t (id, text)"
            .formatted(TEXT));
  }

  private void model(String input, String output, String options) {
    tables.executeSql(
        "CREATE MODEL m INPUT (%s) OUTPUT (%s) WITH ('provider' = 'review-scoring', %s)"
            .formatted(input, output, options));
  }

  private static String option(Path file) {
    return "'bundle' = '" + file + "'";
  }

  private static String select(String columns, String input) {
    return "SELECT %s FROM ML_PREDICT(TABLE reviews, MODEL m, DESCRIPTOR(%s))"
        .formatted(columns, input);
  }

  private List<Row> rows(String sql) {
    List<Row> rows = new ArrayList<>();
    tables.executeSql(sql).collect().forEachRemaining(rows::add);
    return rows;
  }

  private String refusal() {
    return refusal("text");
  }

  /** What the user is told in the end, of a query that the planner refuses. */
  private String refusal(String input) {
    Throwable thrown = catchThrowable(() -> tables.explainSql(select("*", input)));
    assertThat(thrown).isNotNull();
    Throwable last = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ValidationException) {
        last = cause;
      }
    }
    return Objects.requireNonNull(last.getMessage());
  }

  @Test
  void outputsAreFoundByNameAndANullTextGivesNulls() {
    model("text STRING", ALL, option(bundle.file()));
    TextScore score = bundle.model().newTextScorer().score(TEXT);

    assertThat(rows(select("id, score, label, known_tokens, model_version", "text")))
        .containsExactlyInAnyOrder(
            Row.of(1, score.score(), score.label().name(), score.knownTokens(), "tiny-1"),
            Row.of(2, null, null, null, null));
  }

  @Test
  void outputsMayBeFewAndInAnyOrder() {
    model("words VARCHAR(100)", "model_version STRING, score FLOAT", option(bundle.file()));

    assertThat(rows(select("*", "text")))
        .containsExactlyInAnyOrder(
            Row.of(1, TEXT, "tiny-1", bundle.score(TEXT)), Row.of(2, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scor FLOAT | scor FLOAT",
        "score DOUBLE | score DOUBLE",
        "label STRING, score FLOAT NOT NULL | score FLOAT NOT NULL",
        "known_tokens BIGINT | known_tokens BIGINT",
      })
  void anotherOutputIsRefusedWithThoseThatThereAre(String output, String wrong) {
    model("text STRING", output, option(bundle.file()));

    assertThat(refusal()).isEqualTo("OUTPUT can't have " + wrong + ": " + TAKES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id | id INT | [`id` INT]",
        "id, text | id INT, text STRING | [`id` INT, `text` STRING]"
      })
  void anotherInputIsRefused(String columns, String input, String wrong) {
    model(input, ALL, option(bundle.file()));

    assertThat(refusal(columns))
        .isEqualTo("INPUT must be one column of texts, as in INPUT (text STRING), not " + wrong);
  }

  @Test
  void optionsThatAreLackingOrUnknownAreNamed() {
    model("text STRING", ALL, "'bundel' = 'x.zip'");
    assertThat(refusal()).contains("bundle");

    tables.executeSql("DROP MODEL m");
    model("text STRING", ALL, option(bundle.file()) + ", 'threshold' = '0.5'");
    assertThat(refusal()).contains("Unsupported options").contains("threshold").contains("bundle");
  }

  @Test
  void aBundleThatIsMissingOrBrokenIsOneLineThatNamesTheOption() throws Exception {
    Path missing = directory.resolve("missing.zip");
    model("text STRING", ALL, option(missing));
    assertThat(refusal()).isEqualTo("option 'bundle': there is no file " + missing);

    Path broken = Files.writeString(directory.resolve("broken.zip"), "no zip");
    tables.executeSql("ALTER MODEL m SET (" + option(broken) + ")");
    assertThat(refusal()).startsWith("option 'bundle': ").hasLineCount(1);

    Path off = TinyBundles.writeWithGoldenOff(directory, "off", 0.1).file();
    tables.executeSql("ALTER MODEL m SET (" + option(off) + ")");
    assertThat(refusal()).startsWith("option 'bundle': golden case 1 scores ");
  }
}
