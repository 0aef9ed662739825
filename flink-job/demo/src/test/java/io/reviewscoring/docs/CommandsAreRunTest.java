package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where each command of the pages is run: by which test, or by which script. */
class CommandsAreRunTest {
  /** What a command begins with, and the file that runs it; the first that fits counts. */
  private static final Map<String, String> RUN_BY = new LinkedHashMap<>();

  static {
    String it = "PagesIT.java";
    RUN_BY.put("./review-scoring run --bootstrap.servers localhost:9092 --create-topics", it);
    RUN_BY.put("./review-scoring run --bootstrap.servers localhost:9092 --model", "MetricsIT.java");
    RUN_BY.put("./review-scoring feed", it);
    RUN_BY.put("./review-scoring publish --sign", "SigningIT.java");
    RUN_BY.put("./review-scoring publish", it);
    RUN_BY.put("./review-scoring promote", it);
    RUN_BY.put("./review-scoring end", it);
    RUN_BY.put("./review-scoring rollback", it);
    RUN_BY.put("./review-scoring experiment", it);
    RUN_BY.put("./review-scoring keys", "SigningIT.java");
    RUN_BY.put("./review-scoring dashboard", it);
    RUN_BY.put("./review-scoring backfill", it);
    RUN_BY.put("./review-scoring compare", it);
    RUN_BY.put("./review-scoring check", it);
    RUN_BY.put("./review-scoring redrive", "RedriveIT.java");
    RUN_BY.put("./review-scoring predict", it);
    RUN_BY.put("./review-scoring evaluate", it);
    RUN_BY.put("./review-scoring inspect", it);
    RUN_BY.put("./review-scoring demo --input", "DemoCommandIT.java");
    RUN_BY.put("./review-scoring demo", "DemoPagePlatformIT.java");
    RUN_BY.put("./review-scoring train", "ModelCommandsTest.java");
    RUN_BY.put("./review-scoring goldens", "ModelCommandsTest.java");
    RUN_BY.put("./review-scoring import", "ImportCommandTest.java");
    RUN_BY.put("./review-scoring bench", "BenchCommandIT.java");
    RUN_BY.put("./review-scoring run --help", "JobCommandsTest.java");
    RUN_BY.put("./review-scoring --", "LauncherTest.java");
    RUN_BY.put("flink run flink-job/target/review-scoring-job.jar --", "ShortKillsIT.java");
    RUN_BY.put("flink run flink-job/target/review-scoring-job.jar backfill", "BackfillIT.java");
    RUN_BY.put("docker compose", "docker/try.sh");
    RUN_BY.put("kubectl apply -k", "k8s/verify-apiserver.sh");
    // Who builds runs them; that profiles, modules and tests exist is checked.
    RUN_BY.put("./mvnw", "CommandsInPagesTest.java");
    // Long scripts are run by hand.
    RUN_BY.put("docker/", "docker/try.sh");
  }

  private final Repository repository = Repository.here();

  @Test
  void eachCommandIsRunBySomething() {
    assertThat(CommandsInPagesTest.commands().filter(CommandsInPagesTest::isOfThisProject))
        .allMatch(command -> by(command).isPresent());
  }

  @Test
  void whatRunsThemExists() {
    assertThat(RUN_BY.values())
        .allMatch(
            file ->
                repository.files().stream()
                    .anyMatch(f -> f.equals(file) || f.endsWith("/" + file)));
  }

  @Test
  void noPartOfTheTableIsForNothing() {
    List<PageCommand> commands = CommandsInPagesTest.commands().toList();
    assertThat(RUN_BY.keySet())
        .allMatch(start -> commands.stream().anyMatch(command -> begin(command).equals(start)));
  }

  private static Optional<String> by(PageCommand command) {
    return Optional.ofNullable(RUN_BY.get(begin(command)));
  }

  /** The entry of the table that fits; nothing where none does. */
  private static String begin(PageCommand command) {
    return RUN_BY.keySet().stream().filter(command.text()::startsWith).findFirst().orElse("");
  }
}
