package io.reviewscoring.job.config;

/** Where a job in this process keeps what it remembers. */
public enum StateBackend {
  /** On disk, beside what memory caches of it. */
  ROCKSDB,
  /** In the JVM's memory. */
  HEAP
}
