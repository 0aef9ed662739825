package io.reviewscoring.job.score;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * Measures what it costs to remember a review, in a harness, with a scorer that does nothing: first
 * the given number of ids is remembered, then as many again while each drives one out. Times are
 * the task thread's processor time. Not part of a build: {@code StateCost rocksdb|heap IDS
 * DIRECTORY} on the class path of the tests, with a heap that suffices. Works on the job of earlier
 * releases, too.
 */
final class StateCost {
  private static final long START = 1_700_000_000_000L;
  private static final long HORIZON = 3_600_000;
  private static final int WORDS = 20;

  /** Reviews between two watermarks, at 25,000 a second. */
  private static final int A_WATERMARK = 5_000;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final double MICRO = 1_000;

  private final KeyedTwoInputStreamOperatorTestHarness<
          String, EncodedReview, GateMessage, SentimentEvent>
      harness;
  private final long ids;
  private long next;

  private StateCost(StateBackend backend, long ids, Path directory) throws Exception {
    this.ids = ids;
    Path archive = directory.resolve("archive");
    JobConfig config =
        JobConfig.parse("--bootstrap.servers=none:1", "--model.directory=" + archive);
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ScoreOperator(
                ReviewScoringGraph.scoreSettings(config),
                model -> (texts, scores, knownTokens) -> {},
                ScoreOperator.BATCH),
            EncodedReview::reviewId,
            null,
            ReviewIdSerializer.TYPE,
            128,
            1,
            0);
    harness.setStateBackend(backend);
    harness.setCheckpointStorage(
        new FileSystemCheckpointStorage(directory.resolve("checkpoints").toUri()));
    harness.open();
    TinyBundles.Written bundle =
        TinyBundles.write(Files.createDirectories(directory), "v1", 1)
            .archivedIn(archive.toString());
    tell(GateMessage.decided(new Decision("v1", bundle.sha256(), 0, 0)));
    tell(GateMessage.tick(START + 100 * HORIZON, START));
  }

  private void tell(GateMessage message) throws Exception {
    harness.processElement2(new StreamRecord<>(message));
  }

  private static StateBackend backend(String name) {
    if (name.equals("heap")) {
      return new HashMapStateBackend();
    }
    Configuration settings = new Configuration();
    settings.setString("execution.checkpointing.incremental", "true");
    settings.setString("state.backend.rocksdb.use-bloom-filter", "true");
    settings.setString("state.backend.rocksdb.memory.fixed-per-slot", "256mb");
    return new EmbeddedRocksDBStateBackend().configure(settings, StateCost.class.getClassLoader());
  }

  /**
   * Feeds so many, spread over the horizon, and gives the task thread's processor time for one, ns.
   */
  private double feed(long count) throws Exception {
    long[] words = new long[WORDS];
    long start = CLOCK.getCurrentThreadCpuTime();
    for (long i = 0; i < count; i++, next++) {
      long time = START + next * HORIZON / ids;
      words[0] = next;
      SourceCoordinates origin = new SourceCoordinates("reviews", 0, next, time);
      harness.processElement1(
          new StreamRecord<>(
              new EncodedReview(
                  "review-" + next,
                  "product-" + next % 1_000,
                  time,
                  null,
                  words.clone(),
                  WORDS,
                  null,
                  origin),
              time));
      if (i % A_WATERMARK == 0) {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
        harness.prepareSnapshotPreBarrier(0);
        harness.getOutput().clear();
      }
    }
    harness.prepareSnapshotPreBarrier(0);
    return (double) (CLOCK.getCurrentThreadCpuTime() - start) / count;
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  public static void main(String[] args) throws Exception {
    StateBackend backend = backend(args[0]);
    long ids = Long.parseLong(args[1]);
    Path directory = Path.of(args[2]);
    StateCost cost = new StateCost(backend, ids, directory);
    long before = usedHeap();
    double insert = cost.feed(ids);
    cost.harness.getOutput().clear();
    long heap = usedHeap() - before;
    long snapshot = cost.harness.snapshot(1, 1).getStateSize();
    cost.feed(ids / 16 + ids / 8); // until each review drives out another, though timers are late
    double steady = cost.feed(ids / 2);
    System.out.printf(
        Locale.ROOT,
        "%s, %,d ids: %.2f us to insert, %.2f us when each drives out another, %.0f bytes of heap and"
            + " %.0f of snapshot an id%n",
        args[0],
        ids,
        insert / MICRO,
        steady / MICRO,
        (double) heap / ids,
        (double) snapshot / ids);
    System.exit(0);
  }
}
