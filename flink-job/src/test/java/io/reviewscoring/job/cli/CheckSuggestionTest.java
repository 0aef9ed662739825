package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options that {@code check} suggests. */
@SuppressWarnings("NullAway.Init")
class CheckSuggestionTest {
  private static final String OWN =
      "{\"reviewId\":\"r%d\",\"productId\":\"p\",\"text\":\"Fine.\",\"timestamp\":\"2026-03-01T12:%02d:00Z\",\"language\":\"%s\"}";

  private static final String SECONDS =
      "{\"reviewId\":\"r\",\"productId\":\"p\",\"text\":\"fine\",\"timestamp\":1772366400}";

  /** Of a record that begins with its id. */
  private static final String REST =
      ",\"productId\":\"p\",\"text\":\"t\",\"timestamp\":1772366400000}";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"review_id\":\"%d\",\"product_id\":\"p\",\"text\":\"t\",\"timestamp\":177236640%d}"
            + "| --reviews.form=review-scoring --reviews.field.id=/review_id --reviews.field.product=/product_id"
            + " --reviews.timestamp.unit=s",
        "{\"review_id\":%d,\"product\":\"p\",\"body\":\"t\",\"created_at\":\"2026-03-0%dT10:00:00Z\"}"
            + "| --reviews.form=review-scoring --reviews.field.id=/review_id --reviews.field.product=/product"
            + " --reviews.field.text=/body --reviews.field.timestamp=/created_at",
        "{\"ReviewId\":\"%d\",\"ProductId\":\"p\",\"Text\":\"t\",\"Timestamp\":\"2026-03-0%d\"}"
            + "| --reviews.form=review-scoring --reviews.field.id=/ReviewId --reviews.field.product=/ProductId"
            + " --reviews.field.text=/Text --reviews.field.timestamp=/Timestamp"
            + " --reviews.timestamp.zone=UTC",
        "{\"_id\":{\"$oid\":\"%d\"},\"productId\":\"p\",\"body\":\"t\",\"date\":{\"$date\":\"2026-03-0%dT12:00:00Z\"}}"
            + "| --reviews.form=review-scoring --reviews.field.id='/_id/$oid' --reviews.field.text=/body"
            + " --reviews.field.timestamp='/date/$date'",
        "{\"reviewId\":\"%d\",\"productId\":\"p\",\"text\":\"t\",\"timestamp\":\"Mar 0%d, 2026\"}"
            + "| --reviews.form=review-scoring --reviews.timestamp.pattern='MMM d, yyyy' --reviews.timestamp.zone=UTC",
        "{\"before\":null,\"after\":{\"reviewId\":\"%d\",\"productId\":1,\"text\":\"t\",\"timestamp\":177236640%d000000},\"op\":\"c\"}"
            + "| --reviews.form=debezium --reviews.timestamp.unit=us"
      })
  void whatNoNamedFormReadsIsReadByOptions(String line, String options) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < 9; i++) {
      lines.add(line.formatted(i, i));
    }
    Path file = file(lines);

    String suggestion = suggestion(file);

    assertThat(suggestion.split(" (?=--)")).containsExactlyInAnyOrder(options.split(" (?=--)"));
    String[] words = suggestion.replace("'", "").split(" (?=--)");
    assertThat(CommandOutput.ofCheck(file, words).code()).as(suggestion).isZero();
  }

  /** The first change is an update with the row as it was, and the last may be a deletion. */
  @ParameterizedTest
  @CsvSource({"1, 0", "8, 0", "1, 1", "8, 20"})
  void ofADatabasesChangesTheRowAsItIsNowIsSuggested(int updates, int deletions)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.add(change(i < updates ? row(i, 1) : "null", row(i, 2), i < updates ? 'u' : 'c'));
    }
    for (int i = 0; i < deletions; i++) {
      lines.add(change(row(i, 2), "null", 'd'));
    }
    Path file = file(lines);
    String[] words = suggestion(file).split(" (?=--)");
    assertThat(words)
        .as("a topic of changes comes to hold deletions")
        .contains(
            "--reviews.form=debezium",
            "--reviews.field.id=/after/review_id",
            "--reviews.field.product=/after/product_id",
            "--reviews.field.text=/after/body",
            "--reviews.field.timestamp=/after/created");
    CommandOutput read = CommandOutput.ofCheck(file, words);
    assertThat(read.code()).as(read.out()).isZero();
    assertThat(read.figure("reviews")).isEqualTo(8);
    assertThat(read.figure("tombstones")).isEqualTo(deletions);
  }

  private static String row(int i, int version) {
    return "{\"review_id\":%d,\"product_id\":7,\"body\":\"t\",\"created\":17723664%02d00%d}"
        .formatted(i, i, version);
  }

  private static String change(String before, String after, char kind) {
    return "{\"before\":%s,\"after\":%s,\"op\":\"%s\"}".formatted(before, after, kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'user':{'id':7},'id':%d         | {'user':{'id':7},'id':%d         | /id",
        "{'user':{'id':7},'id':%d         | {'user':{'id':7},'_id':%d        | /id",
        "{'id':null,'post':{'id':%d}      | {'id':3,'post':{'id':%d}         | /post/id",
        "{'id':{'a':1,'b':2},'my':{'id':%d} | {'id':{'a':1,'b':2},'my':{'id':%d} | /my/id",
        "{'a':{'b':{'uuid':1}},'m':{'uuid':%d} | {'a':{'b':{'uuid':1}},'m':{'uuid':%d} | /m/uuid"
      })
  void ofSeveralFieldsOfANameTheShallowestThatMostRecordsHaveIsSuggested(
      String most, String last, String pointer) throws IOException {
    List<String> lines =
        lines(9, i -> (i < 8 ? most : last).replace("'", "\"").formatted(i) + REST);
    assertThat(suggestion(file(lines)).replace("'", ""))
        .startsWith("--reviews.form=review-scoring --reviews.field.id=" + pointer);
  }

  @Test
  void aFieldThatFewRecordsHaveElsewhereIsLookedForBesideItsPlace() throws IOException {
    String comment = ",\"comment\":\"no text\"}";
    List<String> lines = lines(20, i -> OWN.formatted(i, i, "en").replace("}", comment));
    lines.add(lines.get(0).replace("\"text\":\"Fine.\"", "\"text\":null"));
    Path file = file(lines);
    assertThat(suggestion(file))
        .isEqualTo("--reviews.form=review-scoring --reviews.field.text='/text|/comment'");
    assertThat(CommandOutput.ofCheck(file, "--reviews.field.text=/text|/comment").code()).isZero();
  }

  @Test
  void ofTwoFormsInOneTopicBothKeepTheirLanguage() throws IOException {
    List<String> lines = lines(20, i -> OWN.formatted(i, i, "en"));
    lines.addAll(lines(10, i -> "{\"doc\":" + OWN.formatted(20 + i, i, "de") + "}"));
    Path file = file(lines);
    String[] words = suggestion(file).replace("'", "").split(" (?=--)");
    assertThat(words).contains("--reviews.field.language=/language|/doc/language");
    CommandOutput read = CommandOutput.ofCheck(file, words);
    assertThat(read.code()).as(read.out()).isZero();
    assertThat(read.out()).contains("languages    en 66.7 %, de 33.3 %");
  }

  @Test
  void anOddLanguageIsNoReasonToGiveUpThatOfAllOthers() throws IOException {
    List<String> lines = lines(1_200, i -> OWN.formatted(i, i % 60, i % 2 == 0 ? "en" : "de"));
    lines.add(OWN.formatted(1_200, 0, "no. 7"));
    String loss =
        "  --reviews.field.language=none would read 1 more, and 1,200 without the language that"
            + " they say";
    assertThat(CommandOutput.ofCheck(file(lines)).out().lines())
        .contains("suggests     nothing without a loss", loss)
        .anyMatch(line -> line.contains("is 'no. 7', which is no language"));

    lines.add(SECONDS);
    assertThat(CommandOutput.ofCheck(file(lines)).out().lines())
        .as("what costs nothing")
        .contains("suggests     --reviews.form=review-scoring --reviews.timestamp.unit=s", loss);
  }

  /** Those that aren't read are a larger part of what is tried. */
  @Test
  void whatIsGivenUpIsCountedInAllRecords() throws IOException {
    String none = OWN.replace(",\"language\":\"%s\"", "");
    List<String> lines =
        lines(
            6_600,
            i ->
                i % 11 == 0
                    ? OWN.formatted(i, i % 60, "no. 7")
                    : (i % 11 < 3 ? OWN : none).formatted(i, i % 60, "en"));
    assertThat(CommandOutput.ofCheck(file(lines)).out().lines())
        .contains("suggests     nothing without a loss")
        .contains(
            "  --reviews.field.language=none would read 600 more, and 1,200 without the language that"
                + " they say");
  }

  @Test
  void aFieldOfNoLanguagesIsGivenUp() throws IOException {
    assertThat(suggestion(file(lines(20, i -> OWN.formatted(i, i, i < 3 ? "en" : "no. " + i)))))
        .isEqualTo("--reviews.form=review-scoring --reviews.field.language=none");
  }

  /** What is given and what is meant need not begin with the same form. */
  @Test
  void aSuggestionNamesItsFormWhateverWasGiven() throws IOException {
    Path file = Files.writeString(directory.resolve("in.ndjson"), SECONDS);
    String suggestion = "--reviews.form=review-scoring --reviews.timestamp.unit=s";
    assertThat(CommandOutput.ofCheck(file, "--reviews.form=amazon").out())
        .containsPattern("(?m)^suggests +" + suggestion + "$");
    assertThat(CommandOutput.ofCheck(file, suggestion.split(" ")).code()).isZero();
  }

  private static List<String> lines(int count, IntFunction<String> line) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(line).toList());
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(directory.resolve("in.ndjson"), lines);
  }

  private static String suggestion(Path file) {
    return CommandOutput.ofCheck(file)
        .out()
        .lines()
        .filter(each -> each.startsWith("suggests"))
        .findFirst()
        .orElseThrow()
        .substring("suggests".length())
        .strip();
  }
}
