package io.reviewscoring.job.check;

import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.model.file.FileRecords;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first records of a file, read as {@code demo --input} does, as if they were sent just now.
 */
public final class FileSample {
  private final Path file;
  private final @Nullable Charset encoding;
  private final long now;

  /**
   * @param encoding what is read is UTF-8, made of this; if null the bytes are read as they are
   * @param now the records' own time, epoch milliseconds
   */
  public FileSample(Path file, @Nullable Charset encoding, long now) {
    this.file = file;
    this.encoding = encoding;
    this.now = now;
  }

  /** Hands over at most so many. */
  public void read(long count, Consumer<SampledRecord> reader) throws IOException {
    InputStream in = encoding == null ? TextFile.raw(file) : TextFile.open(file, encoding);
    try (FileRecords records = FileRecords.json(file.toString(), in)) {
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
