package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.fixture.ForeignReviews;
import io.reviewscoring.job.fixture.JobProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands of the pages in the order in which the pages give them, on one broker: only its
 * address, the places of files and the range of time are others. {@code run} goes on in a process
 * of its own while the others talk to it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class PagesIT {
  private static final Page README = Page.read("README.md");
  private static final Page JOB = Page.read("flink-job/README.md");
  private static final Page SWAPS = Page.read("flink-job/SWAPS.md");
  private static final Page DEMO = Page.read("flink-job/demo/README.md");
  private static final Page MODEL = Page.read("model/README.md");
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int PAST_REVIEWS = 200;
  private static final String[] NO_MORE = {};

  /** The published sets that pages train on and evaluate with; here a few reviews made up. */
  private static final List<String> SETS =
      List.of(
          "aclImdb_v1.tar.gz", "sentence_polarity.zip", "pros_cons.zip", "product_reviews_1.zip");

  @TempDir static Path directory;
  private static Instant past;
  private static Path log;
  private static EmbeddedBroker broker;
  private static JobProcess job;

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void startWhatTheReadmeStarts() throws Exception {
    past = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    log = directory.resolve("run.log");
    // As the launcher does.
    System.setProperty("reviewscoring.bundles", Page.ROOT.resolve("model/bundles").toString());
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
    Files.write(directory.resolve("amazon.ndjson"), ForeignReviews.lines("amazon"));
    for (int i = 0; i < SETS.size(); i++) {
      writeLabelled(SETS.get(i), i);
    }
    Map<String, String> options = options(README.command("./review-scoring run "));
    options.put("swap.lead", "500ms"); // each swap is waited for
    job = JobProcess.start(log, options);
    await(() -> Files.readString(log).contains("Ctrl-C stops it"));
    sendPastReviews();
  }

  private static void writeLabelled(String set, long seed) throws IOException {
    List<List<String>> opinions =
        List.of(List.of("dull", "awful", "boring"), List.of("lovely", "moving", "superb"));
    List<String> others = List.of("film", "plot", "scene", "actor", "music", "camera", "story");
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> opinion = opinions.get(i % 2);
      List<String> words = new ArrayList<>();
      for (int word = 0; word < 4 + random.nextInt(8); word++) {
        List<String> from = random.nextInt(3) == 0 ? opinion : others;
        words.add(from.get(random.nextInt(from.size())));
      }
      words.add(opinion.get(random.nextInt(opinion.size())));
      lines.add("{\"text\":\"%s\",\"label\":%d}".formatted(String.join(" ", words), i % 2));
    }
    Files.write(labelled(set), lines);
  }

  private static Path labelled(String set) {
    return directory.resolve(set + ".ndjson");
  }

  @AfterAll
  static void stopBroker() {
    job.close();
    broker.close();
  }

  /** What a command line gives, by name; a switch is true. */
  private static Map<String, String> options(PageCommand command) {
    List<String> words = List.of(arguments(command));
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < words.size(); i++) {
      boolean isSwitch = i + 1 == words.size() || words.get(i + 1).startsWith("--");
      options.put(words.get(i).substring(2), isSwitch ? "true" : words.get(++i));
    }
    places().forEach(options::put);
    return options;
  }

  private static Map<String, String> places() {
    return Map.of(
        "checkpoint.directory",
        directory.resolve("checkpoints").toString(),
        "model.directory",
        directory.resolve("models").toString());
  }

  private static String[] withPlaces(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    places().forEach((name, value) -> options.add("--" + name + "=" + value));
    return options.toArray(String[]::new);
  }

  private static void sendPastReviews() {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < PAST_REVIEWS; i++) {
        Instant time = past.plusSeconds(60 + 5L * i);
        String review =
            "{\"reviewId\":\"past-%d\",\"productId\":\"film-%d\",\"timestamp\":\"%s\",\"text\":\"a good film\"}"
                .formatted(i, i % 3, time);
        var unused =
            producer.send(
                new ProducerRecord<>("reviews", i % 4, time.toEpochMilli(), "past-" + i, review));
      }
    }
  }

  @Test
  @Order(1)
  void runSaysWhatItReadsAndWrites() throws Exception {
    assertThat(Files.readString(log))
        .contains("made topics  ", "reads        reviews at ", "default.zip");
  }

  @Test
  @Order(2)
  void feedSendsSampleReviews() {
    Outcome fed = execute(README.command("./review-scoring feed "), "--count=100", "--rate=50");
    assertThat(fed.code()).as(fed.err()).isZero();
    assertThat(fed.out()).contains("sent 100 records");
  }

  @Test
  @Order(3)
  void publishWaitsUntilTheModelScores() throws Exception {
    PageCommand command = README.command("./review-scoring publish ");
    assertThat(JOB.command("./review-scoring publish ").text()).isEqualTo(command.text());

    Outcome published = execute(command);

    assertThat(published.code()).as(published.err()).isZero();
    assertThat(published.out()).contains("published  reviews-small-1", "in force from", "active");
    await(() -> Files.readString(log).contains("model        reviews-small-1, in force from 2"));

    // For the new model.
    Outcome more = execute(DEMO.command("./review-scoring feed "), "--rate=100");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(more.out()).contains("sent 200 records");
  }

  @Test
  @Order(4)
  void theDashboardShowsThePage() throws Exception {
    StringWriter out = new StringWriter();
    PageCommand command = README.command("./review-scoring dashboard ");
    assertThat(DEMO.command("./review-scoring dashboard ").text()).isEqualTo(command.text());
    Thread serving =
        new Thread(
            () -> {
              int unused = commandLine(command, out, out).execute(arguments(command, "--port=0"));
            });
    serving.setDaemon(true);
    serving.start();
    Pattern address = Pattern.compile("page +(http://\\S+)");
    await(() -> address.matcher(out.toString()).find());
    Matcher found = address.matcher(out.toString());
    assertThat(found.find()).isTrue();

    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(found.group(1))).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<html");
    serving.interrupt();
    serving.join();
  }

  @Test
  @Order(5)
  void theReadmesBackfillScoresAllThatThePartitionsHold() {
    Outcome backfilled = execute(README.command("./review-scoring backfill "), withPlaces());

    assertThat(backfilled.code()).as(backfilled.err() + backfilled.out()).isZero();
    assertThat(backfilled.out()).contains("by reviews-1", "by reviews-small-1");
  }

  @Test
  @Order(6)
  void aBackfillOfARangePrintsWhatThePageShows() {
    Outcome backfilled = execute(JOB.command("./review-scoring backfill "), withPlaces());

    assertThat(backfilled.code()).as(backfilled.err() + backfilled.out()).isZero();
    assertThat(shapes(backfilled.out().replace(broker.bootstrapServers(), "localhost:9092")))
        .containsAll(shapes(JOB.text("reviews, offsets 0=")));
    assertThat(backfilled.out()).containsPattern("(?m)^events +" + PAST_REVIEWS + "$");
  }

  @Test
  @Order(7)
  void theBackfillAndTheJobAreEqualAsThePageShows() throws Exception {
    PageCommand command = JOB.command("./review-scoring compare ");
    await(() -> execute(command).code() == 0);

    assertThat(shapes(execute(command).out()))
        .containsAll(shapes(JOB.text("in sentiment-aggregates-backfill")));
  }

  /** The first command starts a job, as the README's has done. */
  @Test
  @Order(8)
  void theScriptOfSwapsTriesAModelPromotesItAndRollsBack() throws Exception {
    List<PageCommand> script = SWAPS.commands();
    assertThat(script.get(0).text()).startsWith("./review-scoring run ");
    StringBuilder said = new StringBuilder();
    for (PageCommand command : script.subList(1, script.size())) {
      if (command.text().contains(" experiment status ")) {
        awaitComparisons(command);
      }
      if (command.text().contains(" train ")) {
        Path log = directory.resolve("train.log");
        String[] arguments = arguments(command, "--preset=small");
        // Another model than the page's, whose version has another content on this broker.
        Arrays.asList(arguments).replaceAll(word -> word.equals("reviews-1") ? "better-1" : word);
        assertThat(TrainingProcess.execute(log, arguments)).as(Files.readString(log)).isZero();
        continue;
      }
      String[] quick = command.text().contains(" feed ") ? new String[] {"--rate=50"} : NO_MORE;
      Outcome outcome = execute(command, quick);
      assertThat(outcome.code()).as(command + ": " + outcome.err()).isZero();
      said.append(outcome.out());
    }

    assertThat(said.toString())
        .containsSubsequence(
            "accepted   shadow of 100 % in experiment large-beside from ",
            "compared     reviews-small-1 with better-1 (shadow), in experiment large-beside",
            "accepted   reviews-small-1, still in force, experiment large-beside ends from ",
            "accepted   candidate for 5 % in experiment large from ",
            "accepted   candidate for 50 % in experiment large from ",
            "accepted   better-1, in force from ",
            "accepted   reviews-small-1, in force from ");
    assertThat(figures(said.toString())).containsAll(figures(SWAPS.text("other label")));
  }

  /** Not all that is sent is a review, and the first are from before the shadow's instant. */
  private static void awaitComparisons(PageCommand command) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    String status = execute(command).out();
    while (compared(status) <= 200) {
      assertThat(Instant.now()).as(status).isBefore(end);
      Thread.sleep(200);
      status = execute(command).out();
    }
  }

  private static long compared(String status) {
    Matcher reviews = Pattern.compile("(?m)^ {2}reviews +([\\d,]+)").matcher(status);
    return reviews.find() ? Long.parseLong(reviews.group(1).replace(",", "")) : 0;
  }

  /** What stands below the pair of models, but for the reviews. */
  private static List<String> figures(String status) {
    return shapes(status).stream()
        .filter(line -> line.matches("(other label|difference|label,|[A-Z]{5}).*"))
        .map(line -> line.replaceAll("[+-]N", "N"))
        .toList();
  }

  @Test
  void checkPrintsWhatThePageShowsAndReadsTheTopic() {
    Outcome file = execute(JOB.command("./review-scoring check "));
    assertThat(file.code()).as(file.err()).isEqualTo(3);
    assertThat(shapes(file.out()))
        .filteredOn(line -> !line.startsWith("looks at"))
        .containsAll(
            shapes(JOB.text("suggests     --reviews.form")).stream()
                .filter(line -> !line.startsWith("looks at"))
                .toList());

    String[] topic = {"check", "--bootstrap.servers=" + broker.bootstrapServers(), "--sample=100"};
    assertThat(CommandsInPagesTest.entry("check").execute(topic)).isIn(0, 3);
  }

  @Test
  void predictPrintsWhatThePageShows() {
    Outcome predicted = execute(MODEL.command("./review-scoring predict 'movie"));
    assertThat(predicted.out()).contains(MODEL.text("\"text\":\"movie is great\""));

    Outcome explained = execute(MODEL.command("./review-scoring predict --explain "));
    // The command ends each text with an empty line, the page's fence doesn't show the last one.
    assertThat(explained.out().strip())
        .isEqualToNormalizingNewlines(MODEL.text("words:  ").strip());

    assertThat(execute(README.command("./review-scoring predict ")).out())
        .contains("A quiet, tender film", "score:  ", "words:  ");
  }

  @Test
  void evaluatePrintsATableAsThePageShows() {
    Outcome evaluated = execute(MODEL.command("./review-scoring evaluate "));
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    String shown = MODEL.text("log loss");
    // The page's source has reviews of other lengths, too.
    String alike = shown.substring(shown.indexOf("reviews "), shown.indexOf("11 to 30"));
    assertThat(shapes(evaluated.out())).containsAll(shapes(alike));

    assertThat(execute(README.command("./review-scoring evaluate ")).out())
        .contains("reviews-small-1");
  }

  @Test
  void inspectShowsTheBundle() {
    Outcome inspected = execute(MODEL.command("./review-scoring inspect "));
    assertThat(inspected.code()).as(inspected.err()).isZero();
    assertThat(inspected.out()).contains("reviews-1");
  }

  private static Outcome execute(PageCommand command, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = commandLine(command, out, err).execute(arguments(command, more));
    return new Outcome(code, out.toString(), err.toString());
  }

  private static CommandLine commandLine(PageCommand command, StringWriter out, StringWriter err) {
    return CommandsInPagesTest.entry(command.words().get(1))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setOverwrittenOptionsAllowed(true);
  }

  /** The command's words after the launcher's name, at this test's places and times. */
  private static String[] arguments(PageCommand command, String... more) {
    List<String> words = new ArrayList<>();
    for (String word : command.after("./review-scoring")) {
      words.add(here(word));
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static String here(String word) {
    return switch (word) {
      case "localhost:9092" -> broker.bootstrapServers();
      case "review-scoring-data/models" -> directory.resolve("models").toString();
      case "amazon.ndjson", "better.zip" -> directory.resolve(word).toString();
      case "my-model.zip" -> Page.ROOT.resolve("model/bundles/small.zip").toString();
      case "2026-01-01T00:00:00Z" -> past.toString();
      case "2026-02-01T00:00:00Z" -> past.plus(1, ChronoUnit.DAYS).toString();
      default ->
          word.startsWith("model/bundles/")
              ? Page.ROOT.resolve(word).toAbsolutePath().normalize().toString()
              : SETS.stream()
                  .filter(word::startsWith)
                  .findFirst()
                  .map(set -> labelled(set) + word.substring(set.length()))
                  .orElse(word);
    };
  }

  /** The lines, with an N for each figure and one space for many; without whose Kafka was asked. */
  private static List<String> shapes(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("asks"))
        .map(line -> line.replaceAll("\\d[\\d,.]*", "N").replaceAll(" +", " ").strip())
        .toList();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.sleep(200);
    }
  }
}
