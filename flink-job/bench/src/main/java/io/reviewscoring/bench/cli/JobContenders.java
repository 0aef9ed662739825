package io.reviewscoring.bench.cli;

import io.reviewscoring.bench.job.JobBench;
import io.reviewscoring.bench.job.JobEngine;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.bench.scorer.BatchSearch;
import io.reviewscoring.bench.scorer.ScorerPace;
import io.reviewscoring.model.bundle.ModelBundle;
import java.util.List;

/** What stands in the place of the job's own scorer. */
final class JobContenders {
  private static final int SEARCH_ROWS = 512;

  private JobContenders() {}

  /** The other engines, each at its best batch. */
  static List<JobEngine> others(
      ModelBundle bundle, ReviewTexts texts, ScorerPace pace, Console console)
      throws InterruptedException {
    console.progress("job: searching the other engines' best batches");
    BatchSearch search = new BatchSearch(bundle, rows(bundle, texts), pace, console);
    BatchSearch.Plain onnx = search.bestOnnx();
    return List.of(
        new JobEngine(JobEngine.Kind.ONNXRUNTIME, onnx.batch(), onnx.form()),
        JobEngine.dl4j(search.bestDl4j()));
  }

  /** Reviews of full length, as the network reads them. */
  static int[][] rows(ModelBundle bundle, ReviewTexts texts) {
    return ReviewTexts.rows(
        texts.ofWords(JobBench.FULL, SEARCH_ROWS),
        bundle.vocabulary(),
        bundle.manifest().architecture().sequenceLength());
  }
}
