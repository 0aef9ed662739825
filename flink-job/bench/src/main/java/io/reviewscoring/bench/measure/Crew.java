package io.reviewscoring.bench.measure;

import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.engine.RowScorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that score with one engine, each with a scorer of its own that it keeps. For one thread.
 */
public final class Crew implements AutoCloseable {
  private static final long LAST_BATCH_SECONDS = 60;

  private final RowEngine engine;
  private final List<Worker> workers = new ArrayList<>();

  /** Opens the engine on so many threads. */
  public Crew(RowEngine engine, int threads) throws InterruptedException {
    this.engine = engine;
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker());
    }
    try {
      all(
          worker -> {
            worker.scorer = engine.open();
            return 0.0;
          });
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public RowEngine engine() {
    return engine;
  }

  public int threads() {
    return workers.size();
  }

  /** A scorer's thread; only it touches the scorer. */
  private static final class Worker {
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    @Nullable RowScorer scorer;
  }

  /** One thread's part of the work. */
  private interface Part {
    double of(Worker worker) throws Exception;
  }

  /**
   * Scores for so long, all over again when the rows are through.
   *
   * @param rows ids {@code [reviews][sequenceLength]}
   * @return reviews a second
   */
  public double rate(int[][] rows, Duration duration) throws InterruptedException {
    return all(
        worker -> {
          RowScorer scorer = worker.scorer;
          if (scorer == null) {
            throw new IllegalStateException("closed");
          }
          return rate(scorer, rows, workers.indexOf(worker), duration.toNanos());
        });
  }

  private double rate(RowScorer scorer, int[][] rows, int worker, long nanos) {
    float[] scores = new float[rows.length];
    int batch = Math.min(engine.batch(), rows.length);
    int from = rows.length / workers.size() * worker;
    long reviews = 0;
    long start = System.nanoTime();
    long now;
    do {
      if (from + batch > rows.length) {
        from = 0;
      }
      scorer.score(rows, from, from + batch, scores);
      from += batch;
      reviews += batch;
      now = System.nanoTime();
    } while (now - start < nanos);
    return reviews * 1e9 / (now - start);
  }

  /** The scores of some rows, by the first thread. */
  public float[] scores(int[][] rows) throws InterruptedException {
    float[] scores = new float[rows.length];
    Worker first = workers.get(0);
    await(
        first.thread.submit(
            () -> {
              RowScorer scorer = first.scorer;
              for (int from = 0; scorer != null && from < rows.length; ) {
                int to = Math.min(rows.length, from + engine.batch());
                scorer.score(rows, from, to, scores);
                from = to;
              }
              return 0.0;
            }));
    return scores;
  }

  private double all(Part part) throws InterruptedException {
    List<Future<Double>> parts = new ArrayList<>();
    for (Worker worker : workers) {
      Callable<Double> task = () -> part.of(worker);
      parts.add(worker.thread.submit(task));
    }
    double sum = 0;
    for (Future<Double> each : parts) {
      sum += await(each);
    }
    return sum;
  }

  private static double await(Future<Double> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until all threads have ended: the next measurement has the machine to itself. */
  @Override
  public void close() {
    for (Worker worker : workers) {
      worker.thread.execute(
          () -> {
            if (worker.scorer != null) {
              worker.scorer.close();
              worker.scorer = null;
            }
          });
      worker.thread.shutdown();
    }
    try {
      for (Worker worker : workers) {
        if (!worker.thread.awaitTermination(LAST_BATCH_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("a scoring thread does not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    engine.close();
  }
}
