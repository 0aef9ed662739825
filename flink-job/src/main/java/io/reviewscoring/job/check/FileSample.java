package io.reviewscoring.job.check;

import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.model.file.FileRecords;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The first records of a file, read as {@code demo --input} does, as if they were sent just now.
 */
public final class FileSample {
  private final Path file;
  private final long now;

  /**
   * @param now the records' own time, epoch milliseconds
   */
  public FileSample(Path file, long now) {
    this.file = file;
    this.now = now;
  }

  /** Hands over at most so many. */
  public void read(long count, Consumer<SampledRecord> reader) throws IOException {
    try (FileRecords records = FileRecords.json(file.toString(), TextFile.raw(file))) {
      for (long number = 1; number <= count; number++) {
        byte[] record = records.next();
        if (record == null) {
          return;
        }
        SourceCoordinates origin = new SourceCoordinates(file.toString(), 0, number, now);
        reader.accept(new SampledRecord(new SourceRecord(null, record, origin), records.where()));
      }
    }
  }
}
