package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "publish",
        "promote",
        "end",
        "rollback",
        "experiment",
        "keys",
        "check",
        "redrive",
        "feed",
        "dashboard"
      })
  void theImageHasTheCommandAndSaysSo(String command) throws Exception {
    String script = Repository.text("docker/review-scoring");
    Matcher line = Pattern.compile("\n  " + command + "\\) main=(\\S+) ;;").matcher(script);
    assertThat(line.find()).isTrue();
    assertThat(Class.forName(line.group(1)).getMethod("main", String[].class)).isNotNull();
    assertThat(script).containsPattern("the image has .*\\b" + command + "\\b.*COMMAND --help");
    assertThat(Repository.text("docker/README.md")).contains("`" + command + "`");
  }
}
