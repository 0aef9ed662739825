package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in other folders, with a Maven that only pretends, and a Java that tells. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
@SuppressWarnings("NullAway.Init")
class LauncherPlacesTest {
  private static final String BUILDS =
      """
      #!/bin/sh
      echo "[INFO] Building review-scoring model 0.2.0-SNAPSHOT         [2/5]"
      echo "built in $PWD"
      echo "by a JVM with$MAVEN_OPTS"
      if [ -n "$COMPLAINT" ]; then
        echo "$COMPLAINT"
        exit 1
      fi
      for module in model flink-job flink-job/demo; do
        mkdir -p "$module/target"
        printf %s "$LIBRARY" >"$module/target/classpath"
      done
      mkdir -p flink-job/broker/target
      : >model/target/model.jar
      : >flink-job/target/flink-job.jar
      : >flink-job/broker/target/review-scoring-broker.jar
      : >flink-job/demo/target/review-scoring-demo.jar
      """;

  private static final String TELLS =
      """
      #!/bin/sh
      case $1 in
        -version) echo "openjdk version \\"$RELEASE\\"" ;;
        *) printf '%s\\n' "$CLASSPATH" "locale $LC_ALL" "$@" ;;
      esac
      """;

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Path root;
  private Path library;

  @BeforeEach
  void lookLikeACheckout() throws IOException {
    library = Files.createFile(directory.resolve("library.jar"));
    root = Files.createDirectory(directory.resolve("a b%20ü"));
    for (String module : List.of("", "model", "flink-job", "flink-job/broker", "flink-job/demo")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.createFile(root.resolve(module).resolve("pom.xml"));
    }
    Files.copy(Path.of("../../review-scoring"), root.resolve("review-scoring"));
    Files.writeString(root.resolve("mvnw"), BUILDS);
    Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, TELLS);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());
    environment.put("LIBRARY", library.toString());
    environment.put("RELEASE", "17.0.15");
    environment.put("LC_ALL", "C.UTF-8");
  }

  private Launched launch(Path launcher) throws Exception {
    return Launched.of(launcher, environment, "demo", "schön");
  }

  private Launched launch() throws Exception {
    return launch(root.resolve("review-scoring"));
  }

  private Path log() {
    return root.resolve("target/launcher-build.log");
  }

  /** By Maven, which the launcher keeps to itself. */
  private List<String> said() throws IOException {
    return Files.readAllLines(log());
  }

  private String classPath() {
    return "%1$s/flink-job/demo/target/review-scoring-demo.jar:%1$s/flink-job/target/flink-job.jar:%1$s/model/target/model.jar:%1$s/flink-job/broker/target/review-scoring-broker.jar:%2$s"
        .formatted(root, library);
  }

  @Test
  void theFirstStartBuildsAndTheNextOneDoesNot() throws Exception {
    assertThat(launch().lines()).contains(classPath(), "schön");
    assertThat(said()).contains("built in " + root);
    assertThat(launch().lines()).startsWith(classPath());
  }

  @Test
  void theFirstStartSaysWhatItIsAtAndNothingElseOfMaven() throws Exception {
    List<String> lines = launch().lines();

    assertThat(lines.get(0))
        .isEqualTo("building (first use): a few minutes, most of it downloads from Maven Central…");
    assertThat(lines.get(1)).matches(" +\\d+ s  review-scoring model \\(2 of 5\\)");
    assertThat(lines.get(2)).isEqualTo(classPath());
  }

  @Test
  void aBuildThatFailsSaysWhyAndWhereAllOfItStands() throws Exception {
    environment.put(
        "COMPLAINT",
        "[ERROR] COMPILATION ERROR :\n[ERROR] A.java:[1,2] ';' expected\n[ERROR]\n[ERROR] -e");

    Launched outcome = launch();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines().subList(2, outcome.lines().size()))
        .containsExactly(
            "A.java:[1,2] ';' expected",
            "review-scoring: the build failed; all that Maven said is in " + log());
    assertThat(launch().output()).as("not taken for built").contains("the build failed");
  }

  @Test
  void whereMavenItselfDoesNotStartItsLastWordsAreShown() throws Exception {
    environment.put("COMPLAINT", "wget: Failed to fetch Maven");

    assertThat(launch().lines()).contains("wget: Failed to fetch Maven");
  }

  @Test
  void throughLinksItFindsItsOwnFolder() throws Exception {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("first"), Path.of("../a b%20ü/review-scoring"));
    Path link = Files.createSymbolicLink(directory.resolve("rs"), bin.resolve("first"));

    assertThat(launch(link).lines()).contains(classPath());
    assertThat(said()).contains("built in " + root);
  }

  @Test
  void aFolderThatHasMovedRunsFromWhereItIs() throws Exception {
    launch();
    root = Files.move(root, directory.resolve("moved"));

    assertThat(launch().lines()).startsWith(classPath());
  }

  @Test
  void whereALibraryIsGoneItIsBuiltAgain() throws Exception {
    launch();
    library = Files.move(library, directory.resolve("elsewhere.jar"));
    environment.put("LIBRARY", library.toString());

    assertThat(launch().lines())
        .contains("building (not all that it needs is where it was)…", classPath());
  }

  @Test
  void whoMayNotWriteWhereItMustBuildIsToldSo() throws Exception {
    Files.createFile(root.resolve("target"));

    Launched outcome = launch();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .startsWith("review-scoring: has to be built, and you can't write to " + root + "/target:");
  }

  @Test
  void aColonInTheFoldersNameIsOneLine() throws Exception {
    root = Files.move(root, directory.resolve("a:b"));

    assertThat(launch())
        .isEqualTo(
            new Launched(
                1,
                "review-scoring: Java's class path takes no folder with a colon in its name: move "
                    + root
                    + System.lineSeparator()));
  }

  @Test
  void withoutALocaleArgumentsAreUtf8() throws Exception {
    environment.put("LC_ALL", "C");
    assertThat(launch().lines()).contains("locale C.UTF-8");
  }

  @Test
  void onlyAJdkThatWarnsIsToldNotTo() throws Exception {
    String flag = "--sun-misc-unsafe-memory-access=allow";
    assertThat(launch().output()).doesNotContain(flag);

    environment.put("RELEASE", "25.0.1");
    Files.delete(library);
    assertThat(launch().lines()).contains(flag);
    assertThat(said()).anyMatch(line -> line.startsWith("by a JVM with") && line.contains(flag));
  }
}
