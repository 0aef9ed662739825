package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.fixture.TopicDump;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.model.bundle.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has a release score the topics that {@link ScoredByAReleaseIT} backfills, once for that release.
 * Not part of a build:
 *
 * <pre>./mvnw verify -pl flink-job -am -Dit.test=TopicsOfARelease -Dtest=None \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
 *     -Drelease=FOLDER # of that release, built by its launcher</pre>
 *
 * Of {@value #REVIEWS} reviews, a second apart and up to 30 s out of order, some are edits,
 * repeats, late, in other languages or of few words; between them stand tombstones and what is no
 * review. A swap of models is in their middle.
 */
class TopicsOfARelease {
  static final Path BUNDLES = SavepointOfARelease.RESOURCES;
  static final TopicDump DUMP = new TopicDump(Path.of("src/test/resources/topics/0.1.0.ndjson.gz"));
  static final String JOB = "scored";
  static final int REVIEWS = 2_000;
  static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

  private static final int OUT_OF_ORDER_MILLIS = 30_000;
  private static final long LATE_MILLIS = 3_600_000;
  private static final List<String> WORDS =
      List.of("don't", "it’s", "“great”", "&quot;dull&quot;", "film-noir", "naïve", "10/10", ":)");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void write() throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, JOB, directory)) {
      activate(topics, "v1", START);
      activate(topics, "v2", START.plusSeconds(REVIEWS / 2));
      sendReviews(topics);

      Map<String, String> options = new TreeMap<>(topics.options(Map.of()));
      options.remove("model.stores"); // which 0.1.0 doesn't know
      options.put("reviews.start", "earliest");
      options.put("reviews.bounded", "true");
      options.put("parallelism", "2");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("release"), "review-scoring").toString());
      command.add("run");
      options.forEach((name, value) -> command.add("--" + name + "=" + value));
      Process release =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("run.log").toFile())
              .start();
      assertThat(release.waitFor()).as(Files.readString(directory.resolve("run.log"))).isZero();

      topics.awaitMarkers();
      DUMP.write(
          topics,
          Stream.of("reviews", "sentiment", "aggregates", "dead-letters", "control", "status")
              .map(name -> JOB + "-" + name)
              .toList());
    }
  }

  private void activate(JobTopics topics, String version, Instant effectiveFrom) throws Exception {
    Path bundle = Files.copy(BUNDLES.resolve(version + ".zip"), directory.resolve(version));
    topics.command(
        new ModelCommand(
            version,
            bundle.toUri().toString(),
            Sha256.hex(Files.readAllBytes(bundle)),
            effectiveFrom.toString()));
  }

  private static void sendReviews(JobTopics topics) {
    Random random = new Random(1);
    for (int i = 0; i < REVIEWS; i++) {
      String id = "r" + (i % 29 == 28 ? i - 20 : i); // every 29th is an edit
      long time = START.toEpochMilli() + i * 1_000L - random.nextInt(OUT_OF_ORDER_MILLIS);
      if (i % 97 == 96) {
        time -= LATE_MILLIS;
      }
      String review = review(id, i, time, text(random));
      topics.record("reviews.topic", id, review.getBytes(UTF_8));
      if (i % 31 == 30) {
        topics.record("reviews.topic", id, review.getBytes(UTF_8)); // a repeat
      }
      if (i % 101 == 100) {
        topics.record("reviews.topic", id, ("{\"reviewId\": \"" + id + "\"").getBytes(UTF_8));
        topics.rawReview(null);
      }
    }
    topics.flush();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int words = random.nextInt(2 * TinyBundles.LENGTH); words >= 0; words--) {
      List<String> source = random.nextInt(4) == 0 ? WORDS : TinyBundles.WORDS;
      text.append(source.get(random.nextInt(source.size())))
          .append(TinyBundles.GAPS.get(random.nextInt(TinyBundles.GAPS.size())));
    }
    return text.toString();
  }

  /** As 0.1.0 reads them: its times are instants or epoch milliseconds. */
  private static String review(String id, int number, long time, String text) {
    ObjectNode review =
        JSON.createObjectNode()
            .put("reviewId", id)
            .put("productId", "p" + number % 7)
            .put("text", text);
    if (number % 13 == 12) {
      review.put("language", number % 2 == 0 ? "de" : "en-GB");
    }
    return number % 2 == 0
        ? review.put("timestamp", time).toString()
        : review.put("timestamp", Messages.instant(time)).toString();
  }
}
