package io.reviewscoring.job.score;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * The models of one score subtask: asks for them in the background, waits for them where it must,
 * and says what became of them. For the task thread only.
 */
final class SubtaskModels implements AutoCloseable {

  /** How many load timeouts a bundle may be missing. */
  private static final int PATIENCE_TIMEOUTS = 4;

  private final ScoreSettings settings;
  private final Function<ScoringModel, TextBatchScorer> scorers;
  private final int threads;
  private final int subtask;
  private final ScoreMetrics metrics;
  private final ModelCache cache = ModelCache.acquire();
  private final Map<String, ReadyModel> ready =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReadyModel> eldest) {
          return ModelCache.areTooMany(values().stream().map(ReadyModel::loaded));
        }
      };
  private final Map<String, Long> retryAtNanos = new HashMap<>();
  private final Map<String, Long> missingSinceNanos = new HashMap<>();
  private final List<ModelStatus> news = new ArrayList<>();
  private final Set<Decision> announced = new HashSet<>();

  /**
   * @param threads that score
   */
  SubtaskModels(
      ScoreSettings settings,
      Function<ScoringModel, TextBatchScorer> scorers,
      int threads,
      int subtask,
      ScoreMetrics metrics) {
    this.settings = settings;
    this.scorers = scorers;
    this.threads = threads;
    this.subtask = subtask;
    this.metrics = metrics;
  }

  /** Begins to load a decided model, unless it is there. */
  void prepare(Decision decision) {
    if (!ready.containsKey(decision.sha256())) {
      // What comes of it is seen when the model is asked for.
      CompletableFuture<ModelCache.Loaded> unused = load(decision);
    }
  }

  /**
   * The model of a decision. Waits for a load in progress, since reviews that were held instead
   * might be too late for their windows; a load that failed is waited for no more until the next
   * attempt is due.
   *
   * @param mustLoad whether to fail rather than return null
   * @return null while the model can't be loaded
   */
  @Nullable ReadyModel ready(@Nullable Decision decision, boolean mustLoad) {
    if (decision == null) {
      return null;
    }
    ReadyModel known = ready.get(decision.sha256());
    if (known != null && known.version().equals(decision.version())) {
      return known;
    }
    if (!mustLoad && waitsForRetry(decision)) {
      return null;
    }
    CompletableFuture<ModelCache.Loaded> loading = load(decision);
    if (!mustLoad && retryAtNanos.containsKey(decision.sha256()) && !loading.isDone()) {
      return null; // it was waited for once, and goes on loading
    }
    long start = System.nanoTime();
    try {
      ModelCache.Loaded loaded =
          loading.get(settings.loadTimeout().toMillis(), TimeUnit.MILLISECONDS);
      checkLength(decision, loaded.model().manifest().network().tokens());
      List<TextBatchScorer> opening =
          Stream.generate(() -> scorers.apply(loaded.model())).limit(threads).toList();
      ReadyModel opened = new ReadyModel(decision, loaded, opening, settings, metrics);
      metrics.loaded(loaded.millis());
      ready.put(decision.sha256(), opened);
      retryAtNanos.remove(decision.sha256());
      missingSinceNanos.remove(decision.sha256());
      return opened;
    } catch (ExecutionException e) {
      checkArchive(decision, e.getCause());
      return stalled(decision, reason(e.getCause()), mustLoad);
    } catch (TimeoutException e) {
      return stalled(decision, "still loading after " + settings.loadTimeout(), mustLoad);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model was loading", e);
    } finally {
      metrics.paused((System.nanoTime() - start) / 1_000_000);
    }
  }

  /** Reviews were encoded for it to read; no try will change that, so the job ends. */
  private void checkLength(Decision decision, int length) {
    if (length > settings.maxTokens()) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "model %s reads %s tokens, --encode.max-tokens is %s: give %s or more"
                  .formatted(decision.version(), length, settings.maxTokens(), length)));
    }
  }

  /**
   * The gate has put the bundle there before it decided. Some file systems show it a while later;
   * past that the job fails, to be seen, and at once where this machine doesn't know the file
   * system.
   */
  private void checkArchive(Decision decision, @Nullable Throwable failure) {
    if (failure instanceof UnsupportedFileSystemSchemeException) {
      throw new IllegalStateException(
          "--model.directory %s can't be used on this machine: %s"
              .formatted(settings.modelDirectory(), reason(failure)));
    }
    if (!(failure instanceof FileNotFoundException)) {
      missingSinceNanos.remove(decision.sha256());
      return;
    }
    long now = System.nanoTime();
    Long since = missingSinceNanos.putIfAbsent(decision.sha256(), now);
    long limit = settings.loadTimeout().multipliedBy(PATIENCE_TIMEOUTS).toNanos();
    if (since != null && now - since > limit) {
      throw new IllegalStateException(
          "model %s is not in --model.directory %s as this machine sees it: it must be one place for all"
              .formatted(decision.version(), settings.modelDirectory()));
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null || cause.getMessage() == null
        ? "unknown reason"
        : cause.getMessage().lines().findFirst().orElse("unknown reason");
  }

  private @Nullable ReadyModel stalled(Decision decision, String reason, boolean mustLoad) {
    if (mustLoad) {
      throw new IllegalStateException(
          "model " + decision.version() + " can't be loaded: " + reason);
    }
    Long before =
        retryAtNanos.put(decision.sha256(), System.nanoTime() + settings.retryInterval().toNanos());
    if (before == null) {
      news.add(status(decision, ModelStatus.State.STALLED, reason + "; trying again", null));
    }
    return null;
  }

  /**
   * Says once of each present decision that this subtask scores with its model, when it can.
   *
   * @param last whether there will be no later call
   */
  void announce(Roles present, boolean last) {
    Set<Decision> decisions = present.decisions();
    if (announced.equals(decisions)) {
      return;
    }
    announced.retainAll(decisions);
    for (Decision decision : decisions) {
      if (!announced.contains(decision) && announce(decision, last)) {
        announced.add(decision);
      }
    }
    if (announced.contains(present.inForce())) {
      metrics.present(present);
    }
  }

  private boolean announce(Decision decision, boolean last) {
    if (!last && waitsForRetry(decision)) {
      return false;
    }
    boolean loaded = ready.containsKey(decision.sha256()) || load(decision).isDone();
    ReadyModel model = loaded || last ? ready(decision, last) : null;
    if (model != null) {
      news.add(status(decision, ModelStatus.State.ACTIVE, null, model.loaded().millis()));
    }
    return model != null;
  }

  private boolean waitsForRetry(Decision decision) {
    Long retryAt = retryAtNanos.get(decision.sha256());
    return retryAt != null && System.nanoTime() - retryAt < 0;
  }

  /** What there is to say since the last call. */
  List<ModelStatus> news() {
    if (news.isEmpty()) {
      return List.of();
    }
    List<ModelStatus> told = List.copyOf(news);
    news.clear();
    return told;
  }

  private CompletableFuture<ModelCache.Loaded> load(Decision decision) {
    return cache.load(
        settings.modelDirectory(),
        decision.sha256(),
        settings.maxBundleBytes(),
        settings.loadTimeout());
  }

  private ModelStatus status(
      Decision decision,
      ModelStatus.State state,
      @Nullable String reason,
      @Nullable Long loadMillis) {
    return new ModelStatus(
            decision.version(),
            state,
            reason,
            loadMillis,
            null,
            decision.effectiveFrom(),
            null,
            decision.sha256(),
            decision.controlOffset(),
            subtask)
        .withChange(decision.change());
  }

  /** To be called when no scoring thread works any more. */
  @Override
  public void close() {
    ready.values().forEach(ReadyModel::close);
    cache.close();
  }
}
