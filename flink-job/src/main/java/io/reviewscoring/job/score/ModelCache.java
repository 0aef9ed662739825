package io.reviewscoring.job.score;

import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The opened models of this class loader, one copy for all subtasks in it. Models load in the
 * background. Users are counted: the last {@link #close} stops the threads and drops the models.
 * Thread-safe.
 */
final class ModelCache implements AutoCloseable {

  /** An opened model with its words, and how long that took. */
  record Loaded(ScoringModel model, Vocabulary vocabulary, long millis) {
    private static final int BYTES_OF_A_WORD = 150;

    /** About what it takes of the heap: the table of a scorer, and the words. */
    long bytes() {
      Architecture sizes = model.manifest().architecture();
      long floats = (long) sizes.kernelSize() * sizes.filters();
      return sizes.vocabularySize() * (floats * Float.BYTES + BYTES_OF_A_WORD);
    }
  }

  private static final int LOADERS = 2;

  /** So many opened models stay, and more of them as memory allows; the least used go first. */
  private static final int KEPT = 8;

  private static final long MEMORY = Runtime.getRuntime().maxMemory() / 4;

  private static @Nullable ModelCache shared;

  private final ExecutorService loaders =
      Executors.newFixedThreadPool(
          LOADERS,
          task -> {
            Thread thread = new Thread(task, "model-loader");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, CompletableFuture<Loaded>> models =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Loaded>> eldest) {
          return areTooMany(values().stream().map(ModelCache::opened));
        }
      };
  private int users;

  private ModelCache() {}

  /**
   * Whether so many opened models are not to be kept.
   *
   * @param models null for one that is not opened yet
   */
  static boolean areTooMany(Stream<@Nullable Loaded> models) {
    List<Long> bytes = models.map(model -> model == null ? 0L : model.bytes()).toList();
    return bytes.size() > KEPT && bytes.stream().mapToLong(Long::longValue).sum() > MEMORY;
  }

  private static @Nullable Loaded opened(CompletableFuture<Loaded> loading) {
    return loading.isCompletedExceptionally() ? null : loading.getNow(null);
  }

  /** The cache of this class loader; to be closed by every one that got it. */
  static ModelCache acquire() {
    synchronized (ModelCache.class) {
      if (shared == null) {
        shared = new ModelCache();
      }
      shared.users++;
      return shared;
    }
  }

  /** A model of the archive; a load that failed is tried again by the next call. */
  synchronized CompletableFuture<Loaded> load(String directory, String sha256, long maxBytes) {
    String key = directory + "|" + sha256;
    CompletableFuture<Loaded> known = models.get(key);
    if (known != null && !known.isCompletedExceptionally()) {
      return known;
    }
    CompletableFuture<Loaded> loading =
        CompletableFuture.supplyAsync(() -> open(directory, sha256, maxBytes), loaders);
    models.put(key, loading);
    return loading;
  }

  private static Loaded open(String directory, String sha256, long maxBytes) {
    long start = System.nanoTime();
    try {
      byte[] bytes = BundleStore.read(BundleStore.archived(directory, sha256), maxBytes);
      if (!Sha256.hex(bytes).equals(sha256)) {
        throw new IOException("the archived bundle " + sha256 + " has another hash");
      }
      ModelBundle bundle = BundleReader.read(bytes);
      ScoringModel model = ScoringModel.of(bundle);
      return new Loaded(model, bundle.vocabulary(), (System.nanoTime() - start) / 1_000_000);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    synchronized (ModelCache.class) {
      users--;
      if (users == 0) {
        loaders.shutdownNow();
        shared = null;
      }
    }
  }
}
