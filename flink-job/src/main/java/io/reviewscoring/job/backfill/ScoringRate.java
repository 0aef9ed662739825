package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.job.encode.EncodeFunction;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.scoring.BatchScorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.core.fs.Path;

/** How fast this machine scores reviews, found out by scoring some. */
final class ScoringRate {
  private static final long TRY_NANOS = 500_000_000;
  private static final int TRIES = 3;

  /** Of a subtask at most. */
  private static final int THREADS = 4;

  private final JobConfig config;

  ScoringRate(JobConfig config) {
    this.config = config;
  }

  /**
   * Reviews a second of all the job's threads together. Takes a second or two.
   *
   * @param reviews to try it with, one at least
   * @throws IOException if the model can't be loaded
   */
  double perSecond(ModelStatus model, List<Review> reviews) throws IOException {
    EncodeFunction encode = new EncodeFunction(config.encodeMaxTokens(), false);
    encode.open(DefaultOpenContext.INSTANCE);
    double best = 0;
    try (BatchScorer scorer = load(model).newBatchScorer()) {
      // The JVM compiles what it runs often: the last try is the quickest.
      for (int i = 0; i < TRIES; i++) {
        best = Math.max(best, perSecond(encode, scorer, reviews));
      }
    }
    int threads =
        Math.min(Runtime.getRuntime().availableProcessors(), THREADS * config.parallelism());
    return best * threads;
  }

  private static double perSecond(EncodeFunction encode, BatchScorer scorer, List<Review> reviews) {
    long start = System.nanoTime();
    long scored = 0;
    while (System.nanoTime() - start < TRY_NANOS) {
      List<TokenFingerprints> texts = new ArrayList<>();
      for (Review review : reviews) {
        EncodedReview encoded = encode.map(review);
        texts.add(new TokenFingerprints(encoded.fingerprints(), encoded.tokens()));
      }
      scorer.score(texts, new float[texts.size()], new int[texts.size()]);
      scored += texts.size();
    }
    return scored * 1e9 / (System.nanoTime() - start);
  }

  private ScoringModel load(ModelStatus model) throws IOException {
    Path archived = BundleStore.archived(config.modelDirectory(), String.valueOf(model.sha256()));
    Path file =
        archived.getFileSystem().exists(archived)
            ? archived
            : new Path(String.valueOf(model.uri()));
    try {
      return ScoringModel.of(BundleReader.read(BundleStore.read(file, config.modelMaxBytes())));
    } catch (BundleException e) {
      throw new IOException(file + " can't be used: " + e.reason(), e);
    }
  }
}
