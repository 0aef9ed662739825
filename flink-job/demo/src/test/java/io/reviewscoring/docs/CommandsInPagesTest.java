package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.demo.DemoCommands;
import io.reviewscoring.job.cli.JobCommands;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.model.cli.ModelCommands;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command of the pages exists, with the options that it is given. */
class CommandsInPagesTest {
  private static final Repository REPOSITORY = Repository.here();
  private static final String BENCH =
      "flink-job/bench/src/main/java/io/reviewscoring/bench/cli/BenchCommand.java";

  /** Not of this project: what such commands begin with, and why they are not looked at. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "helm ", "installs what others make, from the net",
          "kubectl create ", "asks a cluster",
          "kubectl -n ", "asks a cluster",
          "of() ", "a function of the shell, for the command after it");

  private static final Pattern WORDS_OF_DEMO = Pattern.compile("demo|dashboard|feed");
  private static final Pattern WORDS_OF_MODEL =
      Pattern.compile("train|evaluate|predict|inspect|goldens|import");

  static Stream<PageCommand> commands() {
    return REPOSITORY.pages().stream().flatMap(page -> page.commands().stream());
  }

  @Test
  void thePagesShowCommandsOfEachKind() {
    Set<String> texts = commands().map(PageCommand::text).collect(Collectors.toSet());
    for (String kind : List.of("./review-scoring", "./mvnw", "docker compose", "kubectl apply")) {
      assertThat(texts).anyMatch(text -> text.startsWith(kind));
    }
    for (String kind : OTHERS.keySet()) {
      assertThat(texts).as("an exception that nothing needs").anyMatch(t -> t.startsWith(kind));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandExistsWithItsOptions(PageCommand command) throws Exception {
    List<String> words = command.words();
    switch (words.get(0)) {
      case "./review-scoring" -> ownCommand(command.after("./review-scoring"));
      case "./mvnw" -> maven(words);
      case "docker" -> compose(command);
      case "flink" -> cluster(words);
      case "kubectl" -> kubectl(command);
      default -> script(command);
    }
  }

  private static void ownCommand(List<String> words) throws ConfigurationException {
    String name = words.get(0);
    if (name.startsWith("--")) {
      assertThat(Repository.text("review-scoring")).contains(name + ")");
    } else if (name.equals("bench")) {
      Set<String> known =
          Pattern.compile("\"(--[\\w-]+)\"")
              .matcher(Repository.text(BENCH))
              .results()
              .map(option -> option.group(1))
              .collect(Collectors.toSet());
      assertThat(words.stream().filter(word -> word.startsWith("--"))).isSubsetOf(known);
    } else {
      parse(words);
    }
  }

  /** By the real command line, and what it leaves to the job by the job's own. */
  private static void parse(List<String> words) throws ConfigurationException {
    CommandLine.ParseResult parsed =
        entry(words.get(0)).parseArgs(words.toArray(String[]::new)).subcommand();
    assertThat(parsed).isNotNull();
    List<String> left = parsed.unmatched();
    if (!left.isEmpty()) {
      boolean brokersAreAnOptionOfTheCommand =
          parsed.commandSpec().optionsMap().containsKey("--bootstrap.servers")
              || words.get(0).equals("demo");
      settings(left, brokersAreAnOptionOfTheCommand);
    }
  }

  static CommandLine entry(String name) {
    if (WORDS_OF_MODEL.matcher(name).matches()) {
      return ModelCommands.commandLine();
    }
    return WORDS_OF_DEMO.matcher(name).matches()
        ? DemoCommands.commandLine()
        : JobCommands.commandLine();
  }

  private static void settings(List<String> options, boolean withBrokers)
      throws ConfigurationException {
    Stream<String> brokers =
        withBrokers ? Stream.of("--bootstrap.servers=localhost:9092") : Stream.of();
    JobConfig.parse(Stream.concat(options.stream(), brokers).toArray(String[]::new));
  }

  /** Goals are Maven's to know. */
  private static void maven(List<String> words) {
    String poms = REPOSITORY.texts("", "pom.xml");
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("-P")) {
        assertThat(poms).contains("<profile>").contains("<id>" + word.substring(2) + "</id>");
      } else if (word.equals("-pl")) {
        assertThat(words.get(i + 1).split(",")).allMatch(m -> REPOSITORY.holds(m + "/pom.xml"));
      } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
        String name = word.replaceFirst(".*=", "");
        assertThat(name.equals("NoUnitTest") || isTest(name)).as(name).isTrue();
      }
    }
  }

  static boolean isTest(String name) {
    return REPOSITORY.files().stream().anyMatch(file -> file.endsWith("/" + name + ".java"));
  }

  private static void compose(PageCommand command) throws ConfigurationException {
    assertThat(command.text()).startsWith("docker compose -f ");
    String file = command.words().get(3);
    assertThat(REPOSITORY.holds(file)).as(file).isTrue();
    List<String> inside = command.after("review-scoring");
    if (!inside.isEmpty()) {
      assertThat(Repository.text("docker/review-scoring")).contains(inside.get(0) + ") main=");
      parse(inside);
      String service = command.words().get(command.words().indexOf("review-scoring") - 1);
      assertThat(Repository.text(file)).contains("\n  " + service + ":");
    }
  }

  /** {@code flink run JAR [backfill] OPTIONS}: the jar as the build names it. */
  private static void cluster(List<String> words) throws ConfigurationException {
    assertThat(words.get(1)).isEqualTo("run");
    String jar = words.get(2);
    assertThat(jar).startsWith("flink-job/target/");
    assertThat(Repository.text("flink-job/pom.xml"))
        .contains("<outputFile>${project.build.directory}/" + jar.substring(17) + "</outputFile>");
    List<String> options = words.subList(3, words.size());
    if (options.get(0).equals("backfill")) {
      parse(options);
    } else {
      settings(options, false);
    }
  }

  private static void kubectl(PageCommand command) {
    List<String> words = command.words();
    int directory = words.indexOf("-k") + 1;
    if (directory > 0) {
      assertThat(words.get(1)).isIn("apply", "kustomize");
      assertThat(REPOSITORY.holds(words.get(directory) + "/kustomization.yaml"))
          .as(words.get(directory))
          .isTrue();
    } else {
      script(command);
    }
  }

  static boolean isOfThisProject(PageCommand command) {
    return OTHERS.keySet().stream().noneMatch(command.text()::startsWith);
  }

  /** A program of this repository, or one of the others. */
  private static void script(PageCommand command) {
    if (isOfThisProject(command)) {
      String script = command.words().get(0).replaceFirst("^\\./", "");
      assertThat(REPOSITORY.holds(script)).as(command + ": of no known kind").isTrue();
      assertThat(Files.isExecutable(Page.ROOT.resolve(script))).as(script).isTrue();
    }
  }

  @Test
  void anOptionThatIsNoneIsFound() {
    for (String wrong :
        List.of(
            "./review-scoring run --bootstrap.servers localhost:9092 --window.sise 3s",
            "./review-scoring feed --bootstrap.servers localhost:9092 --speed 3",
            "./review-scoring predict --modell small.zip text",
            "./review-scoring bench --dates x",
            "./review-scoring frobnicate",
            "./mvnw verify -Pnothing",
            "kubectl apply -k k8s/overlays/none",
            "flink run flink-job/target/none.jar",
            "docker compose -f docker/none.yaml up",
            "rm -rf /")) {
      PageCommand command = new PageCommand("none", wrong);
      assertThatThrownBy(() -> aCommandExistsWithItsOptions(command)).as(wrong).isNotNull();
    }
  }
}
