package io.reviewscoring.job.config;

/** Where a run without state begins to read the reviews. */
public enum ReviewsStart {
  /** The first review that the topic still has. */
  EARLIEST,
  /** The topic's end at the start of the job. */
  LATEST,
  /** Where the consumer group stopped; the first review where it never began. */
  COMMITTED
}
