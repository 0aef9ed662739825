package io.reviewscoring.job.score;

import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The opened models of this class loader, one copy for all subtasks in it. Models load in the
 * background, a few at once; a load that takes too long counts as failed and gives its place to the
 * next, and what becomes of it is taken all the same. Users are counted: the last {@link #close}
 * stops the threads and drops the models. Thread-safe.
 */
final class ModelCache implements AutoCloseable {

  /** An opened model with its words, and how long that took. */
  record Loaded(ScoringModel model, Vocabulary vocabulary, long millis) {
    private static final int BYTES_OF_A_WORD = 150;

    /** About what it takes of the heap: the tables of a scorer, and the words. */
    long bytes() {
      Network network = model.manifest().network();
      return network.tableBytes() + (long) network.vocabularySize() * BYTES_OF_A_WORD;
    }
  }

  private static final int LOADERS = 2;

  /** How many loads of one model may hang: a store that is back may answer a second one only. */
  static final int HANGING_OF_ONE = 2;

  /** How many loads may hang in all, each on a thread that nobody can stop. */
  private static final int HANGING = 16;

  /** So many opened models stay, and more of them as memory allows; the least used go first. */
  static final int KEPT = 8;

  private static final long MEMORY = Runtime.getRuntime().maxMemory() / 4;

  private static @Nullable ModelCache shared;

  /** A load from when it is asked for until its thread has ended. */
  private static final class Load {
    private final String key;
    private final Callable<Loaded> opening;
    private final Duration timeout;
    private final CompletableFuture<Loaded> result = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread thread;

    Load(String key, Callable<Loaded> opening, Duration timeout) {
      this.key = key;
      this.opening = opening;
      this.timeout = timeout;
    }
  }

  private final Map<String, CompletableFuture<Loaded>> models =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Loaded>> eldest) {
          return areTooMany(values().stream().map(ModelCache::opened));
        }
      };
  private final Deque<Load> waiting = new ArrayDeque<>();
  private final Set<Load> running = new HashSet<>();
  private final Set<Load> hanging = new HashSet<>();
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

  /**
   * A model of the archive; a load that failed is tried again by the next call.
   *
   * @param timeout after which a load that has begun counts as failed
   */
  synchronized CompletableFuture<Loaded> load(
      String directory, String sha256, long maxBytes, Duration timeout) {
    String key = directory + "|" + sha256;
    CompletableFuture<Loaded> known = models.get(key);
    if (known != null && !known.isCompletedExceptionally()) {
      return known;
    }
    Load load = new Load(key, () -> open(directory, sha256, maxBytes), timeout);
    models.put(key, load.result);
    long ofThis = hanging.stream().filter(each -> each.key.equals(key)).count();
    if (ofThis >= HANGING_OF_ONE || hanging.size() >= HANGING) {
      load.result.completeExceptionally(
          new IOException("the store doesn't answer; " + hanging.size() + " loads hang"));
    } else {
      waiting.add(load);
      startWaiting();
    }
    return load.result;
  }

  private synchronized void startWaiting() {
    while (running.size() < LOADERS && !waiting.isEmpty()) {
      Load load = waiting.remove();
      running.add(load);
      load.thread = start("model-loader", () -> run(load));
      // Java's own delays would keep the job's classes: their thread never ends, nor does what
      // waits.
      start("model-load-timeout", () -> watch(load));
    }
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void watch(Load load) {
    try {
      if (!load.ended.await(load.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        giveUp(load);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Load load) {
    Loaded loaded = null;
    try {
      loaded = load.opening.call();
      load.result.complete(loaded);
    } catch (Throwable e) {
      load.result.completeExceptionally(e);
    }
    load.ended.countDown();
    end(load, loaded);
  }

  /** Gives a load's place to the next. */
  private synchronized void giveUp(Load load) {
    if (running.remove(load) && load.thread != null) {
      hanging.add(load);
      load.thread.interrupt();
      load.result.completeExceptionally(new IOException("still loading after " + load.timeout));
      startWaiting();
    }
  }

  private synchronized void end(Load load, @Nullable Loaded loaded) {
    running.remove(load);
    if (hanging.remove(load) && loaded != null) {
      models.put(load.key, CompletableFuture.completedFuture(loaded));
    }
    startWaiting();
  }

  private static Loaded open(String directory, String sha256, long maxBytes) throws Exception {
    long start = System.nanoTime();
    byte[] bytes = BundleStore.read(BundleStore.archived(directory, sha256), maxBytes);
    if (!Sha256.hex(bytes).equals(sha256)) {
      throw new IOException("the archived bundle " + sha256 + " has another hash");
    }
    ModelBundle bundle = BundleReader.read(bytes);
    ScoringModel model = ScoringModel.of(bundle);
    return new Loaded(model, bundle.vocabulary(), (System.nanoTime() - start) / 1_000_000);
  }

  @Override
  public void close() {
    synchronized (ModelCache.class) {
      users--;
      if (users == 0) {
        stop();
        shared = null;
      }
    }
  }

  private synchronized void stop() {
    waiting.clear();
    for (Load load : running) {
      load.ended.countDown();
      if (load.thread != null) {
        load.thread.interrupt();
      }
    }
  }
}
