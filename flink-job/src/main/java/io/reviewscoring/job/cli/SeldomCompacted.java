package io.reviewscoring.job.cli;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * RocksDB for checkpoints that are a second apart: each leaves a small file, and by RocksDB's own
 * settings every fourth of them would have all that is remembered written anew. Thread-safe.
 */
public final class SeldomCompacted implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1;

  /** A file more is a Bloom filter more for each review; with 16 merging no longer shows. */
  private static final int FILES = 16;

  private static final int FILES_UNTIL_SLOWER = 3 * FILES;
  private static final int FILES_UNTIL_STOPPED = 4 * FILES;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current
        .setLevel0FileNumCompactionTrigger(FILES)
        .setLevel0SlowdownWritesTrigger(FILES_UNTIL_SLOWER)
        .setLevel0StopWritesTrigger(FILES_UNTIL_STOPPED);
  }
}
