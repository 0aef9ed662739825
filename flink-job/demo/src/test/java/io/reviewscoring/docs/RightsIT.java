package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.Guard;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.kafka.Right;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rights of the page on a broker that grants no others: each command works with those of its
 * row, and names each one that is taken away.
 */
@SuppressWarnings("NullAway.Init")
class RightsIT {
  private static final Pattern OF_A_SLOW_MACHINE =
      Pattern.compile("TaskManager has ended; another|no member yet|checkpoint \\d+ failed and");

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Has all that {@code run} needs, also on a topic that is not there, and may make none. */
  private static final String NO_MAKER = "run_nomaker";

  private static final String NEW_TOPIC = "new-letters";

  @TempDir static Path directory;
  private static GuardedKafka kafka;

  private static final String DESCRIBE_ENOUGH = " (DESCRIBE is enough)";

  /** A user who lacks one right of a command. */
  private record User(String command, String name, Right lacking) {}

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void startAndGrant() throws Exception {
    Map<String, List<Right>> users = new LinkedHashMap<>();
    rights().forEach((command, rights) -> users.put(user(command), rights));
    lackingOne()
        .forEach(
            user -> {
              List<Right> others = new ArrayList<>(rights().get(user.command));
              others.remove(user.lacking);
              users.put(user.name, others);
            });
    List<Right> noMaker = new ArrayList<>(rights().get("run"));
    noMaker.add(new Right(ResourceType.TOPIC, NEW_TOPIC, AclOperation.WRITE));
    users.put(NO_MAKER, noMaker);
    kafka = new GuardedKafka(directory, users);
    TinyBundles.write(directory, "tiny-1", 1);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** Who has the rights of a command, and may log in under such a name. */
  private static String user(String command) {
    return command.replaceAll("\\W+", "_");
  }

  /** What the page grants, by command and its option. */
  private static Map<String, List<Right>> rights() {
    Map<String, List<Right>> rights = new TreeMap<>();
    for (List<String> row : Page.read("flink-job/README.md").table("rights")) {
      List<Right> ofCommand = new ArrayList<>();
      add(ofCommand, row.get(1), ResourceType.TOPIC, AclOperation.READ);
      add(ofCommand, row.get(2), ResourceType.TOPIC, AclOperation.WRITE);
      add(ofCommand, row.get(3), ResourceType.GROUP, AclOperation.READ);
      add(ofCommand, row.get(4), ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE);
      rights.put(row.get(0).replace("`", ""), ofCommand);
    }
    return rights;
  }

  private static void add(
      List<Right> rights, String cell, ResourceType type, AclOperation operation) {
    Arrays.stream(cell.replace("`", "").split(", ", -1))
        .filter(name -> !name.isBlank())
        .map(
            name ->
                name.endsWith(DESCRIBE_ENOUGH)
                    ? new Right(type, name.replace(DESCRIBE_ENOUGH, ""), AclOperation.DESCRIBE)
                    : new Right(type, name, operation))
        .forEach(rights::add);
  }

  static Stream<User> lackingOne() {
    return rights().entrySet().stream()
        .flatMap(
            each ->
                IntStream.range(0, each.getValue().size())
                    .mapToObj(
                        i ->
                            new User(
                                each.getKey(),
                                user(each.getKey()) + "_" + i,
                                each.getValue().get(i))));
  }

  /** As short a run of a command as shows what it may do. */
  private static List<String> arguments(String command, String user) {
    String[] words = command.replace("FILE", model()).split(" ", -1);
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(kafka.clients(user));
    arguments.addAll(
        switch (words[0]) {
          case "feed" -> List.of("--count=60", "--rate=1000");
          case "publish" -> List.of("--model=" + model(), "--store=" + directory.resolve("store"));
          case "dashboard" -> List.of("--port=0");
          case "run" -> places("--reviews.bounded=true");
          case "backfill" -> places("--run-id=" + user, "--from-offsets=0=0,1=0");
          default -> List.of();
        });
    return arguments;
  }

  private static String model() {
    return directory.resolve("tiny-1.zip").toString();
  }

  private static List<String> places(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--checkpoint.interval=200ms");
    options.add("--checkpoint.directory=" + directory.resolve("checkpoints"));
    options.add("--model.directory=" + directory.resolve("models"));
    options.add("--model.stores=" + directory.resolve("store"));
    return options;
  }

  private static Outcome execute(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    return execute(arguments, out, err);
  }

  private static Outcome execute(List<String> arguments, StringWriter out, StringWriter err) {
    int code =
        CommandsInPagesTest.entry(arguments.get(0))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  @Test
  @Timeout(600)
  void eachCommandWorksWithTheRightsOfThePage() throws Exception {
    // In this order each finds what it needs. Exit code 3: not all was a review, or the same.
    List<String> commands = new ArrayList<>(List.of("feed", "check", "publish", "run"));
    commands.addAll(List.of("backfill", "backfill --dry-run", "compare"));
    commands.addAll(List.of("compare --from-offsets 0=0", "backfill --model FILE"));
    commands.addAll(List.of("redrive --dry-run", "redrive"));
    commands.add("run --delivery.guarantee at-least-once");
    commands.addAll(List.of("promote NAME", "end NAME", "rollback", "experiment status"));
    for (String command : commands) {
      Outcome outcome = execute(arguments(command, user(command)));
      assertThat(outcome.err.lines())
          .as(command)
          .filteredOn(line -> !OF_A_SLOW_MACHINE.matcher(line).find())
          .isEmpty();
      assertThat(outcome.code).as(outcome.out).isIn(0, 3);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commands.add("dashboard");
    assertThat(rights()).as("none is left out").containsOnlyKeys(commands);
    Thread dashboard =
        new Thread(() -> execute(arguments("dashboard", "dashboard"), out, err), "dashboard");
    dashboard.start();
    String health = "";
    Instant end = Instant.now().plus(PATIENCE);
    while (!health.matches("(?s).*(SILENT|FLOWING).*") && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(100);
      Matcher page = Pattern.compile("(?m)^page +(\\S+)").matcher(out.toString());
      health = page.find() ? get(URI.create(page.group(1)).resolve("/healthz")) : "";
    }
    assertThat(health).containsPattern("SILENT|FLOWING");
    assertThat(dashboard.isAlive()).as(err.toString()).isTrue();
    dashboard.interrupt();
    dashboard.join();
  }

  private static String get(URI address) throws IOException {
    try (InputStream body = address.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("lackingOne")
  void aRightThatIsLackingIsNamedInOneLineBeforeAnythingBegins(User user) {
    Outcome outcome = execute(arguments(user.command, user.name));

    assertThat(outcome.err)
        .hasLineCount(1)
        .contains("not allowed at " + kafka.servers("login") + ": ")
        .containsPattern(
            user.lacking.operation()
                + "(, DESCRIBE)? on [a-z ]+ "
                + Pattern.quote(user.lacking.stem())
                + "[\\w/-]* \\(whoever");
    assertThat(outcome.code).isEqualTo(1);
  }

  /** To ask about an id is to fence it: whoever is refused anyway must not ask. */
  @Test
  void aRedriveThatIsRefusedEndsNoneThatRuns() throws Exception {
    List<User> refused =
        lackingOne()
            .filter(user -> user.command.equals("redrive"))
            .filter(user -> user.lacking.type() == ResourceType.TOPIC)
            .toList();
    assertThat(refused).hasSize(3);
    Map<String, Object> settings = new HashMap<>(Guard.client("redrive"));
    settings.put("bootstrap.servers", kafka.servers("login"));
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("transactional.id", "review-scoring-redrive");
    var bytes = new ByteArraySerializer();
    try (var running = new KafkaProducer<>(settings, bytes, bytes)) {
      running.initTransactions();
      for (User user : refused) {
        running.beginTransaction();
        running.send(new ProducerRecord<>("reviews", new byte[] {'x'})).get();
        assertThat(execute(arguments(user.command, user.name)).code).isEqualTo(1);
        running.commitTransaction();
      }
    }
  }

  @Test
  void topicsThatItMayNotMakeAndTopicsThatItMayNotSeeAreTold() {
    List<String> making = arguments("run", NO_MAKER);
    making.addAll(List.of("--create-topics", "--dead-letters.topic=" + NEW_TOPIC));
    assertThat(execute(making).err).hasLineCount(1).contains("CREATE on topic " + NEW_TOPIC);

    List<String> unseen = arguments("run", "run");
    unseen.addAll(List.of("--create-topics", "--dead-letters.topic=unseen"));
    assertThat(execute(unseen).err).hasLineCount(1).contains("WRITE, DESCRIBE on topic unseen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PLAINTEXT      | login        | one logs in by PLAIN, and .* is PLAINTEXT: set it to SASL_PLAINTEXT, with
          PLAINTEXT      | tls          | it speaks TLS, and .* is PLAINTEXT: set it to SSL or SASL_SSL
          PLAINTEXT      | loginOverTls | it speaks TLS, and .* is PLAINTEXT: set it to SSL or SASL_SSL
          SSL            | plain        | it does not speak TLS, and .* is SSL: set it to PLAINTEXT
          SSL            | login        | it does not speak TLS, and .* is SSL: set it to SASL_PLAINTEXT, with
          SSL            | loginOverTls | one logs in by PLAIN, and .* is SSL: set it to SASL_SSL, with
          SASL_PLAINTEXT | plain        | nobody logs in there, and .* is SASL_PLAINTEXT: set it to PLAINTEXT
          SASL_PLAINTEXT | loginOverTls | it speaks TLS, and .* is SASL_PLAINTEXT: set it to SSL or SASL_SSL
          SASL_SSL       | login        | it does not speak TLS, and .* is SASL_SSL: set it to SASL_PLAINTEXT
          SASL_SSL       | tls          | nobody logs in there, and .* is SASL_SSL: set it to SSL
          """)
  void aListenerThatSpeaksOtherwiseIsTold(String protocol, String listener, String words) {
    Outcome outcome = execute(checking(protocol, listener));

    assertThat(outcome.err)
        .hasLineCount(1)
        .contains("Kafka at " + kafka.servers(listener) + " answers, but not so: ")
        .containsPattern(words);
    assertThat(outcome.code).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"SSL,tls", "SASL_SSL,loginOverTls"})
  void aListenerThatSpeaksAsTheClientsIsNot(String protocol, String listener) {
    assertThat(execute(checking(protocol, listener)).err).isEmpty();
  }

  @Test
  void aLoginThatIsWrongAndACertificateThatNobodyKnowsAreTold() {
    List<String> wrong = arguments("check", "nobody");
    assertThat(execute(wrong).err)
        .hasLineCount(1)
        .contains("Authentication failed: Invalid username or password");

    List<String> otherwise = arguments("check", "check");
    otherwise.add("--kafka.sasl.mechanism=SCRAM-SHA-512");
    assertThat(execute(otherwise).err)
        .hasLineCount(1)
        .contains("one logs in by PLAIN, and kafka.sasl.mechanism is SCRAM-SHA-512");

    List<String> unknown = checking("SSL", "tls");
    unknown.removeIf(option -> option.contains("truststore"));
    assertThat(execute(unknown).err)
        .hasLineCount(1)
        .contains("SSL handshake failed: ")
        .contains("unable to find valid certification path");
  }

  private static List<String> checking(String protocol, String listener) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(kafka.clients(protocol, listener, "check"));
    return arguments;
  }
}
