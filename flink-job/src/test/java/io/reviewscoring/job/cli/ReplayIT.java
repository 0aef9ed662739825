package io.reviewscoring.job.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.RecordedRoles;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Roles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backfill gives what the live run gave. */
@SuppressWarnings("NullAway.Init")
class ReplayIT {
  private static final int REVIEWS = 100_000;
  private static final int REPEATS = 1_000;
  private static final int EDITS = 500;
  private static final int BAD = 20;

  /** Beside the first model. */
  private static final int DECISIONS = 6;

  /** Every decision has to be made before its instant. */
  private static final long TO_DECIDE = 8_000;

  @TempDir Path directory;

  @Test
  void oneHundredThousandShuffledReviewsOfAnExperimentAgreeToTheBitAtAnotherParallelism()
      throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("kafka"));
        JobTopics topics = new JobTopics(broker, "replayed", directory)) {
      JobConfig live =
          topics.config(
              Map.of(
                  "parallelism", "1",
                  "reviews.start", "earliest",
                  "swap.lead", "2s",
                  "out-of-orderness", "2s",
                  "idle.timeout", "2s",
                  "output.evidence", "NEGATIVE,UNCERTAIN",
                  "window.size", "2s",
                  "window.allowed-lateness", "1s"));
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job = JobEnvironment.startLocally(live, null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      long start = System.currentTimeMillis() + TO_DECIDE;
      decide(topics, start);
      RecordedRoles roles =
          RecordedRoles.of(topics.awaitStatuses(ModelStatus.State.ACCEPTED, 1 + DECISIONS));
      feed(topics, start);
      List<JsonNode> events =
          topics.await("replayed-sentiment", all -> all.size() >= REVIEWS + EDITS);
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(event.has("evidence"))
                      .isEqualTo(!event.get("label").asText().equals("POSITIVE")));
      assertThat(events).allMatch(roles::areThoseOf);
      assertShares(events, roles);
      awaitFinals(topics, events.size());
      long end = System.nanoTime() + 300_000_000_000L;
      while (!roles.missing(topics, live).isEmpty() && System.nanoTime() < end) {
        Thread.sleep(1_000);
      }
      assertThat(roles.missing(topics, live)).isEmpty();
      JobTopics.kill(job);

      String[] options = {
        "--parallelism=3",
        "--window.size=2s",
        "--output.evidence=NEGATIVE,UNCERTAIN",
        "--from=" + instant(start - 60_000),
        "--to=" + instant(start + 20_000),
        "--run-id=r1"
      };
      CommandOutput backfill = CommandOutput.of(topics.options("backfill", options));
      assertThat(backfill.code()).as(backfill.toString()).isEqualTo(3);
      assertThat(backfill.out())
          .contains("not all read since late reviews of the range may come until");
      assertThat(backfill.figure("reviews")).isEqualTo(REVIEWS + REPEATS + EDITS);
      assertThat(backfill.figure("events")).isEqualTo(REVIEWS + EDITS);
      assertThat(backfill.figure("repeats")).isEqualTo(REPEATS);
      assertThat(backfill.figure("dead letters")).isEqualTo(BAD);
      assertThat(backfill.out()).contains("by v1", "by v2", "by v4");

      CommandOutput compare =
          CommandOutput.of(topics.options("compare", "--window.size=2s", "--run-id=r1"));
      assertThat(compare.code()).as(compare.toString()).isZero();
      assertThat(compare.figures("differing")).containsExactly(0L, 0L, 0L);
      assertThat(compare.figures("missing")).containsExactly(0L, 0L, 0L);
      assertThat(compare.figures("extra")).containsExactly(0L, 0L, 0L);
      assertThat(compare.figures("in replayed-comparison").get(0)).isPositive();
      assertThat(compare.figures("in replayed-sentiment"))
          .as("its own, and the backfill's")
          .containsExactly(REVIEWS + EDITS + 0L, REVIEWS + EDITS + 0L);
      assertThat(compare.figures("of the job's reviews were late").get(0)).isPositive();
    }
  }

  /** A shadow, a candidate that grows, a swap meanwhile, a promotion and a rollback. */
  private void decide(JobTopics topics, long start) {
    TinyBundles.Written candidate = TinyBundles.write(directory, "v2", 2);
    role(
        topics,
        TinyBundles.writeOfReviewText(directory, "v3", 3),
        start + 5_000,
        new RoleChange(Kind.SHADOW, "e", 0.3, 0));
    role(topics, candidate, start + 6_000, new RoleChange(Kind.CANARY, "e", 0.1, 0.5));
    topics.activate(TinyBundles.write(directory, "v4", 4), instant(start + 8_000));
    role(topics, candidate, start + 10_000, new RoleChange(Kind.CANARY, "e", 0.5, 0.5));
    role(topics, candidate, start + 12_000, new RoleChange(Kind.PROMOTE, "e", 0, 0));
    role(topics, candidate, start + 14_000, new RoleChange(Kind.ROLLBACK, null, 0, 0));
  }

  private static void role(
      JobTopics topics, TinyBundles.Written bundle, long from, RoleChange change) {
    topics.command(
        new ModelCommand(
            bundle.version(), bundle.file().toString(), bundle.sha256(), instant(from), change));
  }

  /** Within five standard deviations of what the shares ask for, the shadow's among candidates. */
  private static void assertShares(List<JsonNode> events, RecordedRoles roles) {
    Map<Double, int[]> candidates = new HashMap<>();
    int[] shadowed = new int[2];
    for (JsonNode event : events) {
      Roles at = requireNonNull(roles.at(event));
      if (at.candidate() != null && at.shadow() != null) {
        boolean isCandidates = event.has("role");
        count(candidates.computeIfAbsent(at.candidate().share(), s -> new int[2]), isCandidates);
        if (isCandidates) {
          count(shadowed, at.isShadowed(event.get("reviewId").asText()));
        }
      }
    }
    assertThat(candidates).containsOnlyKeys(0.1, 0.5);
    candidates.forEach(ReplayIT::assertShare);
    assertShare(0.3, shadowed);
  }

  private static void count(int[] counts, boolean is) {
    counts[0] += is ? 1 : 0;
    counts[1]++;
  }

  private static void assertShare(double share, int[] counts) {
    double most = 5 * Math.sqrt(counts[1] * share * (1 - share));
    assertThat((double) counts[0]).isBetween(counts[1] * share - most, counts[1] * share + most);
  }

  private static void awaitFinals(JobTopics topics, int events) throws Exception {
    long end = System.nanoTime() + 300_000_000_000L;
    long counted = 0;
    while (counted < events && System.nanoTime() < end) {
      Thread.sleep(1_000);
      counted =
          JobTopics.countedInFinals(topics.committed("replayed-aggregates"))
              + topics.committed("replayed-dead-letters").stream()
                  .filter(letter -> letter.get("reason").asText().equals("late"))
                  .count();
    }
    assertThat(counted).as("in final windows, or late").isEqualTo(events);
  }

  /** From ten seconds before the start to sixteen after, shuffled; most in one partition. */
  private static void feed(JobTopics topics, long start) {
    Random random = new Random(11);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < REVIEWS; i++) {
      order.add(i);
    }
    for (int i = 0; i < REPEATS + EDITS; i++) {
      order.add(i); // a second time, shuffled with the first
    }
    Collections.shuffle(order, random);
    boolean[] seen = new boolean[REPEATS + EDITS];
    for (int i : order) {
      long timestamp = start - 10_000 + i * 26_000L / REVIEWS;
      boolean edit = i >= REPEATS && i < seen.length && seen[i];
      if (i < seen.length) {
        seen[i] = true;
      }
      Random words = new Random(i);
      String text =
          word(words)
              + gap(words)
              + word(words)
              + " "
              + word(words)
              + (edit ? " very dull" : " film");
      int partition = i < seen.length ? 2 : random.nextInt(10) < 7 ? 0 : random.nextInt(3);
      topics.review(partition, null, "r" + i, "p" + i % 5, timestamp, text);
    }
    for (int i = 0; i < BAD; i++) {
      topics.rawReview(new byte[] {'x'});
    }
    topics.flush();
  }

  private static String word(Random random) {
    return TinyBundles.WORDS.get(random.nextInt(TinyBundles.WORDS.size()));
  }

  private static String gap(Random random) {
    return TinyBundles.GAPS.get(random.nextInt(TinyBundles.GAPS.size()));
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
