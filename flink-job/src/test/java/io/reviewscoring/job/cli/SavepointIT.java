package io.reviewscoring.job.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.RemoteStore;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier release left is taken up: see {@link SavepointOfARelease} for what that is. */
class SavepointIT {
  private static final Path RESOURCES = SavepointOfARelease.RESOURCES.toAbsolutePath();
  private static final int FAR_MINUTES = 15;

  @TempDir Path directory;

  @Test
  void aSavepointOfTheFirstReleaseIsRestoredWithAllThatItRemembers() throws Exception {
    Path models = Files.createDirectories(directory.resolve("archive"));
    for (String version : List.of("v1", "v2", "v4")) {
      Path bundle = RESOURCES.resolve(version + ".zip");
      Files.copy(bundle, models.resolve(Sha256.hex(Files.readAllBytes(bundle))));
    }
    RemoteStore.serve(RESOURCES);
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, SavepointOfARelease.JOB, directory)) {
      fillUpToTheOffsets(topics);
      JobClient job =
          JobEnvironment.startLocally(
              SavepointOfARelease.config(topics, models, 1),
              Location.uri(RESOURCES.resolve("savepoint")));
      SavepointOfARelease.sendReviews(topics);
      topics.review("r0", "p0", SavepointOfARelease.START, "dull");
      review(topics, "new", 50_000);
      review(topics, "far", FAR_MINUTES * 60_000L);
      topics.flush();
      int expected = 2 + 2 * SavepointOfARelease.REVIEWS;
      List<JsonNode> events = topics.await("release-sentiment", all -> all.size() >= expected);
      List<JsonNode> finals =
          topics
              .await(
                  "release-aggregates",
                  all -> all.stream().filter(SavepointIT::isFinal).count() >= 5)
              .stream()
              .filter(SavepointIT::isFinal)
              .toList();
      List<ModelStatus> refused = topics.awaitStatuses(ModelStatus.State.REJECTED, 1);
      JobTopics.kill(job);

      assertThat(events)
          .as("the held one, the edit, and the new ones; versions drop the repeats")
          .hasSize(expected);
      Map<String, JsonNode> byReview =
          events.stream()
              .collect(Collectors.toMap(event -> event.get("reviewId").asText(), each -> each));
      // Held because its model was missing, which is there now.
      assertScored(byReview.get("held"), "v2", SavepointOfARelease.TEXT);
      assertScored(byReview.get("r0"), "v1", "dull");
      assertThat((float) requireNonNull(byReview.get("r0")).get("previousScore").asDouble())
          .isEqualTo(score("v1", SavepointOfARelease.TEXT));
      assertScored(byReview.get("new1"), "v1", SavepointOfARelease.TEXT);
      assertScored(byReview.get("far1"), "v2", SavepointOfARelease.TEXT);

      assertThat(finals)
          .filteredOn(aggregate -> !aggregate.get("productId").asText().equals("alone"))
          .as("windows were open, with a first revision and ten reviews each")
          .hasSize(SavepointOfARelease.PRODUCTS)
          .allSatisfy(
              aggregate -> {
                boolean edited = aggregate.get("productId").asText().equals("p0");
                assertThat(aggregate.get("count").asInt()).isEqualTo(edited ? 21 : 20);
                assertThat(aggregate.get("revision").asInt()).isGreaterThan(1);
              });
      assertThat(finals)
          .filteredOn(aggregate -> aggregate.get("productId").asText().equals("alone"))
          .singleElement()
          .satisfies(aggregate -> assertThat(aggregate.get("count").asInt()).isEqualTo(1));

      assertThat(refused)
          .as("the pending command, whose store is back; the control topic goes on at its offset")
          .singleElement()
          .satisfies(
              status -> {
                assertThat(status.version()).isEqualTo("v3");
                assertThat(status.controlOffset()).isEqualTo(2);
                assertThat(status.requestedFrom()).isEqualTo(SavepointOfARelease.THIRD_MODEL);
                assertThat(status.reason()).startsWith("superseded").contains("activation of v4");
              });
      assertThat(topics.committed("release-dead-letters")).as("and so do the reviews").isEmpty();
    } finally {
      RemoteStore.withdraw();
    }
  }

  /** What the savepoint has behind it: with the same keys, so in the same partitions. */
  private static void fillUpToTheOffsets(JobTopics topics) {
    for (int i = 0; i < SavepointOfARelease.REVIEWS; i++) {
      topics.record("reviews.topic", "r" + i, SavepointOfARelease.nonsense());
    }
    topics.record("reviews.topic", SavepointOfARelease.HELD, SavepointOfARelease.nonsense());
    for (String version : List.of("v1", "v2", "v3", "v4")) {
      topics.record("control.topic", version, SavepointOfARelease.nonsense());
    }
    topics.flush();
  }

  private static void review(JobTopics topics, String name, long millis) {
    for (int i = 0; i < SavepointOfARelease.REVIEWS; i++) {
      topics.review(
          name + i,
          "p" + i % SavepointOfARelease.PRODUCTS,
          SavepointOfARelease.START + millis,
          SavepointOfARelease.TEXT);
    }
  }

  private static boolean isFinal(JsonNode aggregate) {
    return aggregate.get("final").asBoolean();
  }

  private static void assertScored(@Nullable JsonNode event, String version, String text) {
    assertThat(event).isNotNull();
    assertThat(event.get("modelVersion").asText()).isEqualTo(version);
    assertThat((float) event.get("score").asDouble()).isEqualTo(score(version, text));
  }

  private static float score(String version, String text) {
    try {
      ScoringModel model = ScoringModel.of(BundleReader.read(RESOURCES.resolve(version + ".zip")));
      TokenFingerprints tokens = model.newTokenizer().fingerprints(text, 512);
      return model.newScorer().score(tokens.values(), tokens.tokens());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
