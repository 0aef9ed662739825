package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The job's tables of options, metrics and reasons hold what the code has, and nothing else. */
class ReferenceTablesTest {
  private static final String SOURCES = "flink-job/src/main/java/";

  /** An option in the help: name, value, default if any, lines about it. */
  private static final Pattern OPTION =
      Pattern.compile("(?m)^ {2}--([\\w.-]+)=(\\S+)(?: {2}\\[(.*)])?\n((?: {6}.*\n)+)");

  private static final Set<String> NO_OPTIONS_OF_THEIR_OWN =
      Set.of("config", "kafka.NAME", "flink.NAME");

  /** A metric under a name that stands there, in a group with a label or in none. */
  private static final Pattern METRIC =
      Pattern.compile(
          "(?:addGroup\\(\"(\\w+)\",[^;\"]*)?\\.(?:counter|gauge|histogram|meter)\\(\\s*\"(\\w+)\"");

  private static final Pattern ANY_METRIC =
      Pattern.compile("\\.(?:counter|gauge|histogram|meter)\\(\\s*[^)\\s]");

  private static final Pattern REASON = Pattern.compile("new Rejection\\(\\s*\"([\\w-]+)\"");
  private static final Pattern ANY_REASON = Pattern.compile("new Rejection\\(");
  private static final Pattern LATE = Pattern.compile("STAGE,\\s*\"([\\w-]+)\"");
  private static final Pattern ANY_LETTER = Pattern.compile("new DeadLetter\\(");

  private final Page page = Page.read("flink-job/README.md");
  private final String sources = Repository.here().texts(SOURCES, ".java");

  @Test
  void optionsStandInTheOrderOfTheHelpWithItsDefaultsAndWords() {
    List<List<String>> options =
        matches(OPTION, JobConfig.help())
            .filter(option -> !NO_OPTIONS_OF_THEIR_OWN.contains(option.group(1)))
            .map(ReferenceTablesTest::row)
            .toList();

    assertThat(page.table("options")).hasSizeGreaterThan(30).isEqualTo(options);
  }

  private static List<String> row(MatchResult option) {
    return List.of(
        code(option.group(1)),
        option.group(3) == null ? "" : code(option.group(3)),
        option.group(4).strip().replaceAll("\\s+", " "));
  }

  @Test
  void metricsAreThoseThatOperatorsRegister() {
    List<String> registered =
        matches(METRIC, sources)
            .map(metric -> metric.group(1) == null ? metric.group(2) : labelled(metric))
            .toList();
    assertThat(registered).hasSameSizeAs(matches(ANY_METRIC, sources).toList());

    assertThat(page.table("metrics"))
        .extracting(row -> row.get(0).replaceFirst("^`(\\w+).*", "$1"))
        .containsExactlyInAnyOrderElementsOf(registered);
  }

  @Test
  void aMetricsLabelIsThatOfItsGroup() {
    Set<String> labels =
        matches(METRIC, sources)
            .map(metric -> metric.group(1))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());

    assertThat(page.table("metrics"))
        .extracting(row -> row.get(0))
        .filteredOn(name -> name.contains("{"))
        .extracting(name -> name.replaceFirst("^`\\w+\\{(\\w+)=\".*", "$1"))
        .hasSameElementsAs(labels);
  }

  @Test
  void metricsNameOperatorsOfTheGraph() {
    Set<String> operators =
        matches(Pattern.compile("\\.(?:name|transform)\\(\\s*\"([^\"]+)\""), sources)
            .map(name -> name.group(1))
            .collect(Collectors.toSet());

    assertThat(page.table("metrics"))
        .flatExtracting(row -> List.of(row.get(1).split(", ")))
        .isSubsetOf(operators);
  }

  @Test
  void reasonsAreThoseThatDeadLettersCarry() {
    List<String> rejections = matches(REASON, sources).map(each -> each.group(1)).toList();
    List<String> late = matches(LATE, sources).map(each -> each.group(1)).toList();
    assertThat(rejections).hasSameSizeAs(matches(ANY_REASON, sources).toList());
    // One carries a rejection's reason, one the reason of another letter, the last one of its own.
    assertThat(matches(ANY_LETTER, sources)).hasSize(late.size() + 2);

    assertThat(page.table("reasons"))
        .extracting(row -> row.get(0))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(rejections.stream(), late.stream())
                .map(ReferenceTablesTest::code)
                .collect(Collectors.toSet()));
  }

  private static String labelled(MatchResult metric) {
    return metric.group(1) + "_" + metric.group(2);
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
