package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that goes by what one sees quotes what is really said. */
class TroubleshootingTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern JOINED_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Where somebody saw Kafka's own words. */
  private static final String SEEN = "/RightsIT.java";

  private final Page page = Page.read("flink-job/TROUBLESHOOTING.md");

  @Test
  void whatIsQuotedIsSaidByTheProgramsOrWasSeen() {
    String said =
        JOINED_LITERALS
            .matcher(
                Repository.here().files().stream()
                    .filter(TroubleshootingTest::speaks)
                    .map(Repository::text)
                    .collect(Collectors.joining("\n")))
            .replaceAll("");

    List<String> quoted = quoted().toList();

    assertThat(quoted).hasSizeGreaterThan(30);
    assertThat(quoted).filteredOn(words -> !said.contains(words)).isEmpty();
  }

  private static boolean speaks(String file) {
    return file.equals("review-scoring")
        || (file.endsWith(".java") && file.contains("/src/main/"))
        || file.endsWith(SEEN);
  }

  /** What stands in the tables' first columns, between the dots. */
  private Stream<String> quoted() {
    return page.tables().entrySet().stream()
        .filter(table -> table.getKey().startsWith("seen_"))
        .map(Map.Entry::getValue)
        .flatMap(List::stream)
        .flatMap(row -> QUOTED.matcher(row.get(0)).results())
        .flatMap(code -> Arrays.stream(code.group(1).split("…", -1)))
        .map(String::strip)
        .filter(words -> words.length() > 3);
  }
}
