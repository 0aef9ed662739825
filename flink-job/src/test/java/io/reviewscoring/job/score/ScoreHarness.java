package io.reviewscoring.job.score;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import io.reviewscoring.model.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/** The score operator on a directory with archived models, in Flink's harness. */
@SuppressWarnings("try") // close() throws anything
final class ScoreHarness
    extends KeyedTwoInputStreamOperatorTestHarness<
        String, EncodedReview, GateMessage, SentimentEvent> {
  static final long HORIZON = Duration.ofHours(1).toMillis();
  static final int HELD_MAX = 20_000;

  /** When nothing is left in state of a version at the latest, after its timestamp. */
  static final long CLEARED = HORIZON + HORIZON / 64 + 1;

  private static final int MAX_PARALLELISM = 8;
  private static final int TICKS = 50;

  private final Path archive;

  private ScoreHarness(
      Path archive,
      SerializableFunction<ScoringModel, TextBatchScorer> scorers,
      int parallelism,
      int subtask)
      throws Exception {
    super(
        new ScoreOperator(
            new ScoreSettings(
                archive.toString(),
                1 << 20,
                512,
                Duration.ofSeconds(20),
                Duration.ofMillis(50),
                Duration.ofMillis(HORIZON),
                HELD_MAX,
                List.of(Label.NEGATIVE, Label.UNCERTAIN),
                2),
            scorers,
            ScoreOperator.BATCH),
        EncodedReview::reviewId,
        null /* the broadcast side has no key */,
        ReviewIdSerializer.TYPE,
        MAX_PARALLELISM,
        parallelism,
        subtask);
    this.archive = archive;
  }

  /** Opens it with the job's own scorers. */
  static ScoreHarness open(Path archive) throws Exception {
    return open(archive, ScoringModel::newBatchScorer);
  }

  /** Opens it with other scorers. */
  static ScoreHarness open(
      Path archive, SerializableFunction<ScoringModel, TextBatchScorer> scorers) throws Exception {
    ScoreHarness harness = new ScoreHarness(archive, scorers, 1, 0);
    harness.open();
    return harness;
  }

  /** With a model in force, {@code first}, and a {@code shadow} of that share in experiment e. */
  static ScoreHarness shadowed(
      Path archive, SerializableFunction<ScoringModel, TextBatchScorer> scorers, double share)
      throws Exception {
    ScoreHarness harness = open(archive, scorers);
    harness.decide(harness.archived("first", 1), 0);
    harness.decide(
        harness.archived("shadow", 2), 1, new RoleChange(RoleChange.Kind.SHADOW, "e", share, 0));
    harness.tick(10 * HORIZON);
    return harness;
  }

  /** Opens it with its state where the backend has it. */
  static ScoreHarness open(Path archive, StateBackend backend) throws Exception {
    return subtask(archive, backend, 1, 0, null);
  }

  /**
   * Opens one of several subtasks.
   *
   * @param state of all of them, which may have been fewer or more; null for none
   */
  static ScoreHarness subtask(
      Path archive,
      StateBackend backend,
      int parallelism,
      int subtask,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    ScoreHarness harness =
        new ScoreHarness(archive, ScoringModel::newBatchScorer, parallelism, subtask);
    harness.setStateBackend(backend);
    if (state != null) {
      harness.initializeState(
          repartitionOperatorState(state, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
    return harness;
  }

  /** Opens it on the state of another. */
  static ScoreHarness restore(Path archive, OperatorSubtaskState state) throws Exception {
    ScoreHarness harness = new ScoreHarness(archive, ScoringModel::newBatchScorer, 1, 0);
    harness.initializeState(state);
    harness.open();
    return harness;
  }

  /** Puts a model into the archive. */
  TinyBundles.Written archived(String version, long seed) throws IOException {
    return archived(TinyBundles.write(store(), version, seed));
  }

  /** The same of a model that reads texts by the rule set review-text. */
  TinyBundles.Written archivedOfReviewText(String version, long seed) throws IOException {
    return archived(TinyBundles.writeOfReviewText(store(), version, seed));
  }

  private Path store() throws IOException {
    return Files.createDirectories(archive.resolveSibling("store"));
  }

  /** One that is not in the archive yet. */
  TinyBundles.Written missing(String version, long seed) throws IOException {
    return TinyBundles.write(store(), version, seed);
  }

  TinyBundles.Written archived(TinyBundles.Written bundle) throws IOException {
    return bundle.archivedIn(archive.toString());
  }

  void decide(TinyBundles.Written bundle, long effectiveFrom) throws Exception {
    decide(bundle, effectiveFrom, null);
  }

  void decide(TinyBundles.Written bundle, long effectiveFrom, @Nullable RoleChange change)
      throws Exception {
    broadcast(
        GateMessage.decided(
            new Decision(bundle.version(), bundle.sha256(), effectiveFrom, 0, change)));
  }

  void tick(long finalUntil) throws Exception {
    broadcast(GateMessage.tick(finalUntil, finalUntil));
  }

  /** So many that all come out that are held up to an instant, however slow the machine. */
  void ticks(long finalUntil) throws Exception {
    for (int i = 0; i < TICKS; i++) {
      tick(finalUntil);
    }
  }

  private void broadcast(GateMessage message) throws Exception {
    processElement2(new StreamRecord<>(message));
  }

  void review(String id, long timestamp, String text) throws Exception {
    review(id, timestamp, text, null);
  }

  void review(String id, long timestamp, String text, @Nullable String language) throws Exception {
    processElement1(
        new StreamRecord<>(
            new EncodedReview(
                id,
                "product",
                timestamp,
                language,
                new TextEncoder().encode(text, 512),
                null,
                new SourceCoordinates("reviews", 0, timestamp, timestamp)),
            timestamp));
  }

  void watermarks(long time) throws Exception {
    processWatermark1(new Watermark(time));
    processWatermark2(new Watermark(time));
  }

  /** How many reviews are in state. */
  long remembered() {
    try (Stream<String> keys =
        backend().getKeys(ScoredVersions.STATE.getName(), VoidNamespace.INSTANCE)) {
      return keys.count();
    }
  }

  /** How many times a review will be looked at, whether it can be cleared. */
  long clearings() throws Exception {
    TaskInfo task = getOperator().getRuntimeContext().getTaskInfo();
    return new GroupLists<>(backend(), task, ScoredVersions.CLEARING).count();
  }

  /** Counts from now on how often keyed state is turned to. */
  AtomicLong looks() {
    AtomicLong looks = new AtomicLong();
    backend().registerKeySelectionListener(key -> looks.incrementAndGet());
    return looks;
  }

  private KeyedStateBackend<String> backend() {
    return ((ScoreOperator) getOperator()).getKeyedStateBackend();
  }

  /** After a barrier, before which all that is under way comes out. */
  List<SentimentEvent> events() throws Exception {
    prepareSnapshotPreBarrier(0);
    return extractOutputValues();
  }

  List<ModelStatus> statuses() {
    return side(ScoreOperator.STATUS);
  }

  /** After a barrier, as {@link #events}. */
  List<ScoredBeside> beside() throws Exception {
    prepareSnapshotPreBarrier(0);
    return besideByNow();
  }

  /** Those that are out without a barrier. */
  List<ScoredBeside> besideByNow() {
    return side(ScoreOperator.BESIDE);
  }

  /** Ids of the events that are out without a barrier, and what came out among them. */
  List<Object> outputByNow() {
    List<Object> output = new ArrayList<>();
    for (Object element : getOutput()) {
      output.add(
          element instanceof StreamRecord<?> event
              ? ((SentimentEvent) event.getValue()).reviewId()
              : element);
    }
    return output;
  }

  private <T> List<T> side(OutputTag<T> tag) {
    ConcurrentLinkedQueue<StreamRecord<T>> output = getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }
}
