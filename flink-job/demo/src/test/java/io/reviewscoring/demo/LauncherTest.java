package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
  private static final Path ROOT = Path.of("../..");

  /** Of this project's image, and in its labels. */
  private static final Pattern TAG =
      Pattern.compile("(?:review-scoring:|newTag: |image\\.version=\")([0-9][-.\\w]*)");

  private static Launched launch(String... arguments) throws IOException, InterruptedException {
    return Launched.of(ROOT.resolve("review-scoring"), Map.of(), arguments);
  }

  @Test
  void helpListsAllCommands() throws Exception {
    Launched outcome = launch("--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.output())
        .contains(
            "demo",
            "run",
            "publish",
            "dashboard",
            "feed",
            "train",
            "evaluate",
            "predict",
            "inspect",
            "goldens",
            "import",
            "bench");
  }

  @Test
  void anUnknownCommandIsOneLineAndExitCodeTwo() throws Exception {
    Launched outcome = launch("frobnicate");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.output())
        .isEqualToIgnoringNewLines("review-scoring: no command 'frobnicate'; --help lists them");
  }

  @Test
  void theVersionIsThePoms() throws Exception {
    assertThat(launch("--version"))
        .isEqualTo(new Launched(0, "review-scoring " + version() + System.lineSeparator()));
  }

  @Test
  void imageAndManifestsCarryThePomsVersion() throws Exception {
    String version = version();
    List<String> tags = new ArrayList<>();
    for (String part : List.of("docker", "k8s/base", "k8s/overlays")) {
      try (var files = Files.walk(ROOT.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher tag = TAG.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
          while (tag.find()) {
            tags.add(tag.group(1));
          }
        }
      }
    }
    assertThat(tags).hasSizeGreaterThan(6).containsOnly(version);
  }

  @Test
  void whatAUserStartsIsBuiltWithoutTheFormatCheck() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String plugin = pom.substring(pom.indexOf("<artifactId>spotless-maven-plugin</artifactId>"));

    assertThat(Files.readString(ROOT.resolve("review-scoring"))).contains("package -DskipTests");
    assertThat(plugin.substring(plugin.indexOf("<phase>")))
        .startsWith("<phase>pre-integration-test</phase>");
  }

  private static String version() throws IOException {
    Matcher revision =
        Pattern.compile("<revision>(.*)</revision>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(revision.find()).isTrue();
    return revision.group(1);
  }
}
